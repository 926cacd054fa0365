"""Where the pages of visits are."""

from django.urls import path

from sanbao.apps.visits import views
from sanbao.apps.visits.views import by_link

app_name = "visits"
# Behind `r/`, open to everybody who has the link.
public_urlpatterns = [path("follow-up/<str:token>/", by_link.answer_by_link, name="follow_up")]
urlpatterns = [
    path("", views.visit_list, name="list"),
    path("follow-ups/", views.follow_up_list, name="follow_ups"),
    path("follow-ups/<int:pk>/", views.follow_up, name="follow_up"),
    path("follow-ups/<int:pk>/tried/", views.try_again, name="try_again"),
    path("follow-ups/<int:pk>/give-up/", views.give_up, name="give_up"),
    path("agree/<str:order_code>/", views.agree, name="agree"),
    path("<str:code>/", views.visit, name="visit"),
    path("<str:code>/move/", views.move, name="move"),
    path("<str:code>/abandon/", views.abandon, name="abandon"),
    path("<str:code>/back/", views.back, name="back"),
    path("<str:code>/arrive/", views.arrive, name="arrive"),
    path("<str:code>/papers/", views.papers, name="papers"),
    path("<str:code>/checklist/", views.checklist, name="checklist"),
    path("<str:code>/photos/", views.photo, name="photo"),
    path("<str:code>/work/", views.work, name="work"),
    path("<str:code>/work/row/", views.used_row, name="used_row"),
    path("<str:code>/sign/", views.sign, name="sign"),
    path("<str:code>/report/", views.report, name="report"),
    path("<str:code>/report.pdf", views.report_paper, name="report_paper"),
]
