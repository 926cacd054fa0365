"""Where the pages of call-backs are."""

from django.urls import path

from sanbao.apps.callbacks import views

app_name = "callbacks"
urlpatterns = [
    path("", views.call_list, name="list"),
    path("results/", views.results, name="results"),
    path("<str:code>/", views.call, name="call"),
    path("<str:code>/take/", views.take, name="take"),
    path("<str:code>/tried/", views.try_again, name="try_again"),
    path("<str:code>/give-up/", views.give_up, name="give_up"),
]
