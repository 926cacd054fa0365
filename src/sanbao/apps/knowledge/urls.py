"""Where the pages of what is known are."""

from django.urls import path

from sanbao.apps.knowledge import views

app_name = "knowledge"
urlpatterns = [
    path("", views.article_list, name="list"),
    path("beside/", views.beside, name="beside"),
    path("new/", views.write, name="write"),
    path("units/<str:serial>/", views.documents, name="documents"),
    path("<str:code>/", views.article, name="article"),
    path("<str:code>/edit/", views.revise, name="revise"),
    path("<str:code>/publish/", views.publish, name="publish"),
    path("<str:code>/read/", views.read, name="read"),
]
