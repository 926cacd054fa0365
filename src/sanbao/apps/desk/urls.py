"""Where the desk's pages are. The site adds those that show more than the desk knows:
`desk:call`, `desk:case`, `desk:customer_home`, `desk:customer_case`, and `public:follow`.
"""

from django.urls import path

from sanbao.apps.desk.views import call, cases, portal, visitor

app_name = "desk"
urlpatterns = [
    path("", call.home, name="home"),
    path("search/", call.search, name="search"),
    path("calls/<int:pk>/preview/", call.call_preview, name="call_preview"),
    path("cases/", cases.case_list, name="case_list"),
    path("mine/units/<int:pk>/", portal.customer_report, name="customer_report"),
    path("mine/units/<int:pk>/preview/", portal.customer_preview, name="customer_preview"),
]
# Behind `r/`, open to everybody: the address that a unit's QR code carries.
public_urlpatterns = [path("<str:public_key>/", visitor.scan, name="scan")]
