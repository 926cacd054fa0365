from django.urls import path

from sanbao.apps.insight import views

app_name = "insight"
urlpatterns = [
    path("", views.kept, name="kept"),
    path("ledger/", views.ledger, name="ledger"),
    path("calendar/", views.calendar, name="calendar"),
]
