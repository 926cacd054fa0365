from django.urls import path

from sanbao.apps.parties import views

app_name = "parties"
urlpatterns = [
    path("customers/", views.customers, name="customers"),
    path("customers/new/", views.create_customer, name="create_customer"),
    path("customers/<str:code>/", views.customer, name="customer"),
    path("customers/<str:code>/change/", views.change_customer, name="change_customer"),
    path("customers/<str:code>/sites/new/", views.create_site, name="create_site"),
    path("customers/<str:code>/sites/<int:pk>/", views.change_site, name="change_site"),
    path("dealers/", views.dealers, name="dealers"),
    path("dealers/<str:code>/", views.dealer, name="dealer"),
    path("stations/", views.stations, name="stations"),
    path("stations/new/", views.create_station, name="create_station"),
    path("stations/serving/", views.serving, name="serving"),
    path("stations/<str:code>/territories/", views.add_territory, name="add_territory"),
    path(
        "stations/<str:code>/territories/<int:pk>/remove/",
        views.remove_territory,
        name="remove_territory",
    ),
    path("people/new/", views.create_person, name="create_person"),
]
