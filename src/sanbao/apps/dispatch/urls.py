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
    path("engineers/", views.engineer_list, name="engineer_list"),
    path("engineers/<int:pk>/", views.engineer, name="engineer"),
    path("engineers/<int:pk>/hours/", views.hours, name="hours"),
    path("engineers/<int:pk>/away/", views.away, name="away"),
    path("absences/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
