"""Where the pages of contacts are. The site adds those that show more than contacts know:
`contacts:contact` and `contacts:step`.
"""

from django.urls import path

from sanbao.apps.contacts.views import inbox

app_name = "contacts"
urlpatterns = [
    path("", inbox.contact_list, name="list"),
    path("call/", inbox.call, name="call"),
    path("ringing/", inbox.ringing, name="ringing"),
    path("figures/", inbox.figures, name="figures"),
]
