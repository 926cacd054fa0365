"""Where everything is. Each app's line stands here once its pages do."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from sanbao.site import views
from sanbao.site.api import api
from sanbao.site.pages import attachments, calendar, dealer, home
from sanbao.site.pages.urls import (
    agreement_pages,
    contact_pages,
    dealer_pages,
    desk_pages,
    public_pages,
    visit_pages,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("health/", views.health, name="health"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("language/", set_language, name="set_language"),
    path("accounts/", include("sanbao.apps.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("agreements/", include(agreement_pages)),
    path("promises/", include("sanbao.apps.obligations.urls")),
    path("notices/", include("sanbao.apps.notices.urls")),
    path("calendar/<str:token>.ics", calendar.feed, name="calendar_feed"),
    path("parties/dealers/<str:code>/", dealer.dealer),
    path("parties/", include("sanbao.apps.parties.urls")),
    path("money/", include("sanbao.apps.money.urls")),
    path("products/", include("sanbao.apps.products.urls")),
    path("assets/", include("sanbao.apps.assets.urls")),
    path("training/", include("sanbao.apps.training.urls")),
    path("contacts/", include(contact_pages)),
    path("knowledge/", include("sanbao.apps.knowledge.urls")),
    path("desk/", include(desk_pages)),
    path("workorders/", include("sanbao.apps.workorders.urls")),
    path("visits/", include(visit_pages)),
    path("dispatch/", include("sanbao.apps.dispatch.urls")),
    path("insight/", include("sanbao.apps.insight.urls")),
    path("inspections/", include("sanbao.apps.inspections.urls")),
    path("call-backs/", include("sanbao.apps.callbacks.urls")),
    path("complaints/", include("sanbao.apps.complaints.urls")),
    path("settlements/", include("sanbao.apps.settlements.urls")),
    path("dealers/", include(dealer_pages)),
    path("claims/", include("sanbao.apps.claims.urls")),
    path("loans/", include("sanbao.apps.parts.urls")),
    path("files/<uuid:key>/", attachments.attachment, name="attachment"),
    path("files/<uuid:key>/small/", attachments.thumbnail, name="thumbnail"),
    path("r/", include(public_pages)),
    path("api/", api.urls),
]

handler400 = "sanbao.site.problem_pages.bad_request"
handler403 = "sanbao.site.problem_pages.forbidden"
handler404 = "sanbao.site.problem_pages.missing"
handler500 = "sanbao.site.problem_pages.broken"
