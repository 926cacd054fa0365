"""The desk's pages together with those that show more than the desk knows."""

from django.urls import path

from sanbao.apps.agreements import urls as agreements
from sanbao.apps.contacts import urls as contacts
from sanbao.apps.dealers import urls as dealers
from sanbao.apps.desk import urls as desk
from sanbao.apps.visits import urls as visits
from sanbao.site.pages import (
    call,
    case,
    case_files,
    chat,
    contact,
    dealer_home,
    follow,
    law,
    live,
    paper,
    portal,
    today,
)

agreement_pages = (
    [
        *agreements.urlpatterns,
        path("<str:code>/law/", law.law, name="law"),
        path("<str:code>/v<int:number>/paper/", paper.paper, name="paper"),
        path("<str:code>/v<int:number>/paper.pdf", paper.paper_pdf, name="paper_pdf"),
        path("<str:code>/v<int:number>/paper.docx", paper.paper_word, name="paper_word"),
    ],
    agreements.app_name,
)
contact_pages = (
    [
        *contacts.urlpatterns,
        path("live/", live.desk, name="live"),
        path("mine/", chat.mine, name="mine"),
        path("mine/live/", live.mine, name="mine_live"),
        path("mine/rate/", chat.rate_mine, name="rate_mine"),
        path("<str:code>/", contact.contact, name="contact"),
        path("<str:code>/<slug:name>/", contact.contact_step, name="step"),
    ],
    contacts.app_name,
)
desk_pages = (
    [
        *desk.urlpatterns,
        path("calls/<int:pk>/", call.call, name="call"),
        path("cases/<str:code>/", case.case_file, name="case"),
        path("cases/<str:code>/article/", case.to_article, name="to_article"),
        path("cases/<str:code>/files/", case_files.add_file, name="add_file"),
        path("cases/<str:code>/<slug:name>/", case.case_step, name="step"),
        path("mine/", portal.customer_home, name="customer_home"),
        path("mine/cases/<str:code>/", follow.customer_case, name="customer_case"),
    ],
    desk.app_name,
)
visit_pages = (
    [path("today/", today.today, name="today"), *visits.urlpatterns],
    visits.app_name,
)
dealer_pages = (
    [path("mine/", dealer_home.dealer_home, name="home"), *dealers.urlpatterns],
    dealers.app_name,
)
# Open to everybody: the address of a unit's QR code, the chat, and the secret link that follows
# a case.
public_pages = (
    [
        path("case/<str:token>/", follow.follow, name="follow"),
        path("talk/<slug:slug>/", chat.talk, name="talk"),
        path("talk/<slug:slug>/live/", live.visitor, name="talk_live"),
        path("talk/<slug:slug>/rate/", chat.rate_talk, name="rate_talk"),
        path("<str:public_key>/talk/", chat.talk_about, name="talk_about"),
        *visits.public_urlpatterns,
        *desk.public_urlpatterns,
    ],
    "public",
)
