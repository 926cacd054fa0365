"""Where the pages of trainings and certificates are."""

from django.urls import path

from sanbao.apps.training import views

app_name = "training"
urlpatterns = [
    path("mine/", views.mine, name="mine"),
    path("people/", views.people, name="people"),
    path("people/<int:pk>/", views.person, name="person"),
    path("certificates/", views.certificate_list, name="certificate_list"),
    path("certificates/<int:pk>/", views.certificate, name="certificate"),
    path("certificates/<int:pk>/renew/", views.renew, name="renew"),
    path("certificates/<int:pk>/revoke/", views.revoke, name="revoke"),
    path("needs/", views.needs, name="needs"),
    path("needs/<int:pk>/drop/", views.drop_need, name="drop_need"),
]
