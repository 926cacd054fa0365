"""Where the pages of dispatch are."""

from django.urls import path

from sanbao.apps.dispatch import views

app_name = "dispatch"
urlpatterns = [
    path("", views.board, name="board"),
    path("changed/", views.changed, name="changed"),
    path("map/", views.day_map, name="map"),
    path("orders/<str:code>/best/", views.best, name="best"),
    path("orders/<str:code>/", views.place, name="place"),
    path("orders/<str:code>/take-off/", views.take_off, name="take_off"),
    path("orders/<str:code>/needs/", views.needs, name="needs"),
    path("orders/<str:code>/along/", views.company, name="company"),
    path("orders/<str:code>/along/<int:pk>/leave/", views.stay_away, name="stay_away"),
    path("regions/", views.regions, name="regions"),
    path("plans/", views.plan_list, name="plan_list"),
    path("plans/<str:code>/", views.plan, name="plan"),
    path("plans/<str:code>/stop/", views.stop_plan, name="stop_plan"),
    path("plans/<str:code>/accept/", views.accept_plan, name="accept_plan"),
    path("engineers/", views.engineer_list, name="engineer_list"),
    path("engineers/<int:pk>/", views.engineer, name="engineer"),
    path("engineers/<int:pk>/hours/", views.hours, name="hours"),
    path("engineers/<int:pk>/away/", views.away, name="away"),
    path("absences/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
