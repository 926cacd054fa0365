from django.urls import path

from sanbao.apps.money import views

app_name = "money"
urlpatterns = [
    path("", views.trial_balance, name="trial_balance"),
    path("lines/", views.line_list, name="line_list"),
]
