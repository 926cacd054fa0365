"""Where the pages of work orders are."""

from django.urls import path

from sanbao.apps.workorders import views

app_name = "workorders"
urlpatterns = [
    path("", views.order_list, name="list"),
    path("raise/<str:case_code>/", views.raise_order, name="raise"),
    path("<str:code>/", views.order, name="order"),
    path("<str:code>/assign/", views.assign, name="assign"),
    path("<str:code>/unassign/", views.unassign, name="unassign"),
    path("<str:code>/cancel/", views.cancel, name="cancel"),
]
