"""Where the pages of contacts are. The site adds those that show more than contacts know:
`contacts:contact` and `contacts:step`.
"""

from django.urls import path

from sanbao.apps.contacts.views import inbox, mailbox, roster

app_name = "contacts"
urlpatterns = [
    path("", inbox.contact_list, name="list"),
    path("call/", inbox.call, name="call"),
    path("ringing/", inbox.ringing, name="ringing"),
    path("figures/", inbox.figures, name="figures"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/test/", mailbox.test_mailbox, name="test_mailbox"),
    path("roster/", roster.week, name="roster"),
    path("lines/<str:code>/plan/", roster.plan, name="plan"),
    path("roster/copy/", roster.copy, name="copy"),
    path("roster/shifts/<int:pk>/drop/", roster.drop, name="drop"),
    path("lines/new/", roster.create_line, name="create_line"),
    path("lines/<str:code>/", roster.line, name="line"),
]
