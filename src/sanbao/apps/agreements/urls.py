from django.urls import path

from sanbao.apps.agreements import views

app_name = "agreements"
urlpatterns = [
    path("", views.agreement_list, name="list"),
    path("new/", views.gallery, name="gallery"),
    path("new/from-file/", views.new_from_file, name="new_from_file"),
    path("new/<slug:template>/", views.create, name="create"),
    path("longer/", views.extension_list, name="extension_list"),
    path("longer/new/", views.ask_extension, name="ask_extension"),
    path("longer/<str:code>/", views.extension, name="extension"),
    path("<str:code>/", views.detail, name="detail"),
    path("<str:code>/parties/", views.particulars, name="particulars"),
    path("<str:code>/revise/", views.revise, name="revise"),
    path("<str:code>/suspend/", views.suspend, name="suspend"),
    path("<str:code>/resume/", views.resume, name="resume"),
    path("<str:code>/terminate/", views.terminate, name="terminate"),
    path("<str:code>/renew/", views.renew, name="renew"),
    path("<str:code>/v<int:number>/", views.version, name="version"),
    path("<str:code>/v<int:number>/compare/", views.compare, name="compare"),
    path("<str:code>/v<int:number>/copy/", views.copy, name="copy"),
    path("<str:code>/v<int:number>/edit/", views.edit, name="edit"),
    path("<str:code>/v<int:number>/yaml/", views.export, name="export"),
    path("<str:code>/v<int:number>/import/", views.take_in, name="import"),
    path("<str:code>/v<int:number>/trial/", views.trial, name="trial"),
    path("<str:code>/v<int:number>/try/", views.try_out, name="try_out"),
    path("<str:code>/v<int:number>/fill/", views.fill, name="fill"),
    path("<str:code>/v<int:number>/preview/", views.preview, name="preview"),
    path("<str:code>/v<int:number>/submit/", views.submit, name="submit"),
    path("<str:code>/v<int:number>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("<str:code>/v<int:number>/back/", views.send_back, name="send_back"),
    path("<str:code>/v<int:number>/copies/", views.hand_out, name="hand_out"),
    path("<str:code>/v<int:number>/force/", views.force, name="force"),
    path("<str:code>/v<int:number>/sign/", views.sign, name="sign"),
    path("<str:code>/v<int:number>/sign/<slug:side>/", views.sign_side, name="sign_side"),
    path("<str:code>/v<int:number>/seal/<slug:side>/", views.seal, name="seal"),
]
