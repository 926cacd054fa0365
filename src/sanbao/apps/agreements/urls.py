from django.urls import path

from sanbao.apps.agreements import views

app_name = "agreements"
urlpatterns = [
    path("", views.agreement_list, name="list"),
    path("new/", views.gallery, name="gallery"),
    path("new/<slug:template>/", views.create, name="create"),
    path("<str:code>/", views.detail, name="detail"),
    path("<str:code>/revise/", views.revise, name="revise"),
    path("<str:code>/end/", views.end, name="end"),
    path("<str:code>/v<int:number>/", views.version, name="version"),
    path("<str:code>/v<int:number>/fill/", views.fill, name="fill"),
    path("<str:code>/v<int:number>/preview/", views.preview, name="preview"),
    path("<str:code>/v<int:number>/sign/", views.sign, name="sign"),
]
