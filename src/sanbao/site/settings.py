"""Settings of the site, from the environment; every default fits a fresh clone."""

import os
from pathlib import Path

import django_stubs_ext

from sanbao.site.environment import (
    PACKAGE,
    database,
    flag,
    listed,
    mailboxes,
    map_origins,
    openid_apps,
    openid_origins,
    secret_key,
    smtp,
    storages,
    var_folder,
)

django_stubs_ext.monkeypatch()

VAR = var_folder()

DEBUG = flag("SANBAO_DEBUG")
SECRET_KEY = secret_key(VAR)
ALLOWED_HOSTS = listed("SANBAO_HOSTS", "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = listed("SANBAO_ORIGINS", "")
BASE_URL = os.environ.get("SANBAO_URL", "http://localhost:8000")
SECURE = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "sanbao.apps.accounts",
    "sanbao.apps.journal",
    "sanbao.apps.parties",
    "sanbao.apps.evidence",
    "sanbao.apps.agreements",
    "sanbao.apps.obligations",
    "sanbao.apps.notices",
    "sanbao.apps.money",
    "sanbao.apps.products",
    "sanbao.apps.assets",
    "sanbao.apps.training",
    "sanbao.apps.knowledge",
    "sanbao.apps.contacts",
    "sanbao.apps.desk",
    "sanbao.apps.parts",
    "sanbao.apps.workorders",
    "sanbao.apps.visits",
    "sanbao.apps.dispatch",
    "sanbao.apps.inspections",
    "sanbao.apps.callbacks",
    "sanbao.apps.complaints",
    "sanbao.apps.dealers",
    "sanbao.apps.claims",
    "sanbao.apps.settlements",
    "sanbao.apps.insight",
    "sanbao.site",
    "procrastinate.contrib.django",
    "ninja",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "sanbao.site.static_files.StaticFiles",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "sanbao.site.problem_pages.limit_size",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sanbao.site.api_door.ApiDoor",
    "sanbao.site.values.Values",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "sanbao.site.urls"
ASGI_APPLICATION = "sanbao.site.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "sanbao.site.navigation.entries",
            ],
        },
    }
]

FORM_RENDERER = "sanbao.site.rendering.TablerForms"

DATABASES = {"default": database(VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_IMPORT_PATHS = [
    "sanbao.site.reactions",
    "sanbao.site.intake",
    "sanbao.site.papers",
    "sanbao.site.worker",
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["sanbao.site.sign_in.Accounts"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "sanbao.site.sign_in.ClosedDoor"
# Guessing a password: ten tries a minute from one address, five in five minutes for one name.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# How many proxies of ours stand before the web process; the throttle needs the caller's address.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SANBAO_PROXIES", "0"))
SOCIALACCOUNT_ADAPTER = "sanbao.site.sign_in.CompanyDoor"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": openid_apps()}}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Sanbao"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "site" / "locale", PACKAGE / "rules" / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
# Built files carry a hash of their content in the name.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+-[\w-]{8}\.\w+$"
# Where PDF reports find a Chinese font, besides the machine's own.
FONT_DIRS = [VAR / "fonts", Path("/usr/share/fonts")]
# Where files are kept: on disk, or in whatever store the environment names.
STORAGES = storages()
MEDIA_ROOT = Path(os.environ.get("SANBAO_MEDIA", VAR / "media"))
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

LARGEST_VIDEO = int(os.environ.get("SANBAO_LARGEST_VIDEO_MB", "200")) * 1024 * 1024
LARGEST_REQUEST = 64 * 1024 * 1024
CSRF_FAILURE_VIEW = "sanbao.site.problem_pages.csrf_failed"
# Shared by all web processes, so that the throttle of sign-in counts every try.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
    }
}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# The page hands the token to htmx and to its forms; no script has to read a cookie.
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE, LANGUAGE_COOKIE_SAMESITE = SECURE, "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        # Tabler draws its own icons as data URLs; styles set by charts live in attributes.
        "style-src": ["'self'"],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:", *map_origins()],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        # A browser holds the redirect to the company's own sign-in against the form that began it.
        "form-action": ["'self'", *openid_origins()],
        "frame-ancestors": ["'none'"],
    }
}

# Where the map's tiles come from, like https://tile.example/{z}/{x}/{y}.png; drawn plain without.
MAP_TILES = os.environ.get("SANBAO_MAP_TILES", "")

# A routing server that speaks as OSRM does; without one ways go by the line over the earth.
ROUTES_URL = os.environ.get("SANBAO_ROUTES_URL", "")

SMTP = smtp()
# Where no server is named people are told in the app alone.
SENDS_MAIL = bool(SMTP["host"])
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SENDS_MAIL else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = SMTP["host"], SMTP["port"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = SMTP["user"], SMTP["password"]
EMAIL_USE_SSL, EMAIL_USE_TLS = SMTP["use_ssl"], SMTP["use_tls"]
EMAIL_TIMEOUT = 20
MAILBOXES = mailboxes()
DEFAULT_FROM_EMAIL = os.environ.get("SANBAO_MAIL_FROM", "Sanbao <sanbao@localhost>")
# A webhook to an address inside our own network could be made to ask what only we may ask.
HOOKS_MAY_BE_PRIVATE = flag("SANBAO_HOOKS_PRIVATE")
