"""Where everything is. Each app's line stands here once its pages do."""

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from sanbao.site import views
from sanbao.site.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", login_required(views.home), name="home"),
    path("health/", views.health, name="health"),
    path("language/", set_language, name="set_language"),
    path("accounts/", include("sanbao.apps.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/", api.urls),
]
