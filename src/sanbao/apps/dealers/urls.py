"""Where the pages of the dealer's side are."""

from django.urls import path

from sanbao.apps.dealers import views

app_name = "dealers"
urlpatterns = [
    path("", views.dealer_list, name="list"),
    path("<str:code>/", views.dealer_file, name="file"),
    path("<str:code>/<slug:name>/", views.step, name="step"),
]
