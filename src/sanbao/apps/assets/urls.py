from django.urls import path

from sanbao.apps.assets import views

app_name = "assets"
urlpatterns = [
    path("", views.unit_list, name="list"),
    path("register/", views.register, name="register"),
    path("choose-customer/", views.choose, name="choose"),
    path("imports/", views.import_list, name="imports"),
    path("imports/new/", views.upload, name="upload"),
    path("imports/template/", views.template, name="template"),
    path("imports/<str:code>/", views.batch, name="import"),
    path("imports/<str:code>/progress/", views.progress, name="progress"),
    path("imports/<str:code>/bad-rows/", views.bad_rows, name="bad_rows"),
    path("imports/<str:code>/confirm/", views.confirm, name="confirm"),
    # A serial number may hold a slash.
    path("unit/<path:serial>/change/", views.change, name="change"),
    path("unit/<path:serial>/label/", views.label, name="label"),
    path("unit/<path:serial>/run-log/", views.run_log, name="run_log"),
    path("unit/<path:serial>/maintenance/", views.maintenance, name="maintenance"),
    path("unit/<path:serial>/", views.unit, name="asset"),
]
