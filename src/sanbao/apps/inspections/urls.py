"""Where the pages of inspections are."""

from django.urls import path

from sanbao.apps.inspections import views

app_name = "inspections"
urlpatterns = [
    path("", views.round_list, name="list"),
    path("today/", views.today, name="today"),
    path("quotes/", views.quotes, name="quotes"),
    path("quotes/<int:pk>/", views.answer_quote, name="answer_quote"),
    path("opinions/", views.opinions, name="opinions"),
    # A serial number may hold a slash.
    path("request/<path:serial>/", views.request_one, name="request"),
    path("<str:code>/", views.round_page, name="round"),
    path("<str:code>/plan/", views.plan, name="plan"),
    path("<str:code>/notify/", views.notify, name="notify"),
    path("<str:code>/cancel/", views.cancel, name="cancel"),
    path("<str:code>/start/", views.start, name="start"),
    path("<str:code>/photos/", views.photo, name="photo"),
    path("<str:code>/sign/", views.sign, name="sign"),
    path("<str:code>/report.pdf", views.report_paper, name="report_paper"),
    path("<str:code>/units/<int:pk>/checklist/", views.checklist, name="checklist"),
    path("<str:code>/units/<int:pk>/fault/", views.fault, name="fault"),
    path("<str:code>/faults/<int:pk>/photos/", views.fault_photo, name="fault_photo"),
    path("<str:code>/units/<int:pk>/opinion/", views.opinion, name="opinion"),
    path("<str:code>/units/<int:pk>/call-off/", views.call_off, name="call_off"),
]
