"""Where the pages of call-backs are."""

from django.urls import path

from sanbao.apps.callbacks import views
from sanbao.apps.callbacks.views import sampling

app_name = "callbacks"
urlpatterns = [
    path("", views.call_list, name="list"),
    path("results/", views.results, name="results"),
    path("samples/", sampling.samples, name="samples"),
    path("samples/<int:pk>/", sampling.sample, name="sample"),
    path("<str:code>/", views.call, name="call"),
    path("<str:code>/take/", views.take, name="take"),
    path("<str:code>/tried/", views.try_again, name="try_again"),
    path("<str:code>/give-up/", views.give_up, name="give_up"),
]
