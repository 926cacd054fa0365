"""Where the pages of complaints and suggestions are."""

from django.urls import path

from sanbao.apps.complaints import views

app_name = "complaints"
urlpatterns = [
    path("", views.complaint_list, name="list"),
    path("new/", views.take, name="take"),
    path("mine/", views.mine, name="mine"),
    path("mine/new/", views.send, name="complain"),
    path("figures/", views.figures, name="figures"),
    path("suggestions/", views.suggestion_list, name="suggestion_list"),
    path("suggestions/new/", views.suggest, name="suggest"),
    path("suggestions/<str:code>/", views.suggestion, name="suggestion"),
    path("suggestions/<str:code>/<slug:name>/", views.suggestion_step, name="suggestion_step"),
    path("<str:code>/", views.complaint, name="complaint"),
    path("<str:code>/<slug:name>/", views.step, name="step"),
]
