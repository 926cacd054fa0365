from django.urls import path

from sanbao.apps.obligations import views

app_name = "obligations"
urlpatterns = [
    path("", views.board, name="board"),
    path("policies/", views.policies, name="policies"),
    path("policies/edit/", views.policy, name="policy"),
    path("policies/drop/", views.drop_policy, name="drop_policy"),
    path("duties/", views.duties, name="duties"),
    path("duties/<str:code>/", views.duty, name="duty"),
    path("<str:code>/", views.detail, name="detail"),
    path("<str:code>/pause/", views.pause, name="pause"),
    path("<str:code>/resume/", views.resume, name="resume"),
    path("<str:code>/excuse/", views.excuse, name="excuse"),
    path("<str:code>/done/", views.done, name="done"),
    path("<str:code>/lapse/", views.lapse, name="lapse"),
    path("<str:code>/restore/", views.restore, name="restore"),
]
