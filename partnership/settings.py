"""Settings, read from environment variables and safe by default.

DEBUG is off by default, and then SECRET_KEY and ALLOWED_HOSTS are required. `make run`
turns DEBUG on and stores a generated key in `var/`, which is not in version control.
"""

import re
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()

# Stored with each edition, to show which version created it.
SOFTWARE_VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"][
    "version"
]

DEBUG = env.bool("DEBUG", default=False)


def local_secret_key():
    """Return a key for local development, generated once and never committed."""
    path = VAR_DIR / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text().strip()


SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured(
            "Set SECRET_KEY to a long random string, or DEBUG=1 for local development."
        )
    SECRET_KEY = local_secret_key()

# Whether readers can see unpublished documents, marked as drafts. For development and
# demonstration sites; a live site only shows published documents.
SHOW_DRAFTS = env.bool("SHOW_DRAFTS", default=DEBUG)

ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else []
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# The apps whose records documents are made from.
DATA_APPS = ["partnership", "priorities", "funding", "reports"]

INSTALLED_APPS = [
    # Later apps may import earlier ones, never the other way round.
    "partnership.core",
    *DATA_APPS,
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "django_prose_editor",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "partnership.core.stored_pages.middleware.StoredPagesMiddleware",
    "partnership.partners.local_terms.LocalTermsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "partnership.core.pages.request_limits.LimitBodySize",
    # Below what checks tokens and sizes: it reads the body, as does the page for 404.
    "partnership.core.pages.request_limits.RejectControlCharacters",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "partnership.core.concurrency.unsaved_text.UnsavedTextMiddleware",
    "partnership.accounts.middleware.SignedInMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "partnership.urls"
WSGI_APPLICATION = "partnership.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                # In place of what the one above returns, which the admin needs.
                "partnership.accounts.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "partnership.context_processors.site",
            ],
            "builtins": [
                "django.contrib.humanize.templatetags.humanize",
                "partnership.core.templatetags.dates",
                "partnership.core.templatetags.error_summary",
                "partnership.core.templatetags.form_account",
            ],
        },
    }
]

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    # Make a second writer wait instead of failing immediately.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
# A connection that stays open saves time on each request, especially on SQLite.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits are counted in the cache, so all processes must share it (decision 0015).
CACHES = {"default": env.cache("CACHE_URL", default="dbcache://cache")}
CACHES["default"].setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 100_000)

AUTH_USER_MODEL = "partnership.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation."
        "UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
]
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "partnership.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "partnership.accounts.forms.SignInForm",
    "reset_password": "partnership.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "partnership.accounts.forms.NewPasswordForm",
    "change_password": "partnership.accounts.forms.ChangePasswordForm",
    "set_password": "partnership.accounts.forms.FirstPasswordForm",
    "reauthenticate": "partnership.accounts.forms.ConfirmPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Invitations are sent by email, so accepting one verifies the email address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Besides allauth's own: requests to follow documents by email, from one visitor and for
# one address, and texts that are kept for visitors who have to sign in again.
ACCOUNT_RATE_LIMITS = {
    "follow": "30/h/ip",
    "follow_address": "5/d/key",
    "unsaved_text": "60/h/ip",
}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEBUG else "https"
# Number of proxies in front of the site, so rate limits count the visitor's IP address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int(
    "ALLAUTH_TRUSTED_PROXY_COUNT", default=int(env.bool("BEHIND_PROXY", default=False))
)
MFA_ADAPTER = "partnership.accounts.adapter.TwoStepAdapter"
MFA_FORMS = {
    "authenticate": "partnership.accounts.forms.CodeForm",
    "reauthenticate": "partnership.accounts.forms.ConfirmCodeForm",
    "activate_totp": "partnership.accounts.forms.FirstCodeForm",
}
# Accept the previous and the next code too, because clocks differ.
MFA_TOTP_TOLERANCE = 1
# Publishers and administrators must use 2-step verification, except in development.
REQUIRE_TWO_STEP = env.bool("REQUIRE_TWO_STEP", default=not DEBUG)

# Council sign-in with OpenID Connect; off unless all four are set.
OIDC_NAME = env.str("OIDC_NAME", default="")
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_SECRET = env.str("OIDC_SECRET", default="")
OIDC_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER_URL))
OIDC_IS_SET = all([OIDC_NAME, OIDC_SERVER_URL, OIDC_CLIENT_ID, OIDC_SECRET])
SOCIALACCOUNT_ADAPTER = "partnership.accounts.adapter.CouncilAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "council",
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_SECRET,
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ]
        if OIDC_IS_SET
        else [],
    }
}

# Users must sign in again after 12 hours, even if they are active.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "partnership.views.csrf_failure"

globals().update(
    env.email("EMAIL_URL", default="consolemail://" if DEBUG else "smtp://localhost:25")
)
# Every email is stored and sent by the worker, which tries again if it fails.
EMAIL_DELIVERY_BACKEND = globals()["EMAIL_BACKEND"]
EMAIL_BACKEND = "partnership.core.background.emails.QueuedEmailBackend"
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=30)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="safer@example.org")
# For links in emails sent by commands, such as `invite`.
SITE_URL = env.str(
    "SITE_URL",
    default="http://127.0.0.1:8000"
    if DEBUG
    else f"https://{(ALLOWED_HOSTS or ['localhost'])[0]}",
)

# Long work runs in `manage.py db_worker`, or in another backend of django-tasks.
TASKS = {
    "default": {
        "BACKEND": env.str("TASK_BACKEND", default="django_tasks_db.DatabaseBackend")
    }
}

# Larger requests are refused before they are read. Spreadsheets have up to 50 MB.
ANONYMOUS_BODY_BYTES = env.int("ANONYMOUS_BODY_BYTES", default=16 * 1024)
SIGNED_IN_BODY_BYTES = env.int("SIGNED_IN_BODY_BYTES", default=55 * 1024 * 1024)
# A page with 100 rows of fields is submitted as one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
# Day first, or ISO: 01/04/2024 is 1 April, whatever a library's default is.
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"]

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static-root"
# Compiled style sheets, fonts and scripts, created by make.
BUILT_STATIC_DIR = VAR_DIR / "static"
BUILT_STATIC_DIR.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BUILT_STATIC_DIR]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
# Public pages as files, which a web server may send by itself. With PUBLIC_PAGES_CHECK
# each request asks the database whether something was published or withdrawn; without
# it, all processes must share the folder.
PUBLIC_PAGES_ROOT = Path(
    env.str("PUBLIC_PAGES_ROOT", default=str(VAR_DIR / "public-pages"))
)
PUBLIC_PAGES_CHECK = env.bool("PUBLIC_PAGES_CHECK", default=True)
FILE_UPLOAD_PERMISSIONS = 0o600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage."
        + ("StaticFilesStorage" if DEBUG else "ManifestStaticFilesStorage")
    },
}
WHITENOISE_USE_FINDERS = DEBUG
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        # Browsers only follow the sign-in form to the council's page if it is listed.
        "form-action": [SELF, *([OIDC_ORIGIN] if OIDC_IS_SET else [])],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if not DEBUG:
    # Health checks of a proxy come without https.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Browsers only accept cookies with these names over HTTPS and for this host.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    if env.bool("BEHIND_PROXY", default=False):
        # Only safe if the proxy removes this header from incoming requests.
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# HSTS for subdomains and preload lists is a decision for each installation.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# Limits of uploaded spreadsheets, and of the process that reads one.
IMPORT_LIMITS = {
    "bytes": env.int("IMPORT_MAX_MEGABYTES", default=50) * 1024 * 1024,
    "unpacked_bytes": env.int("IMPORT_MAX_UNPACKED_MEGABYTES", default=500)
    * 1024
    * 1024,
    "rows": env.int("IMPORT_MAX_ROWS", default=200_000),
    "columns": env.int("IMPORT_MAX_COLUMNS", default=200),
    "cell_length": env.int("IMPORT_MAX_CELL_LENGTH", default=250_000),
    "seconds": env.int("IMPORT_TIMEOUT_SECONDS", default=60),
    "memory_bytes": env.int("IMPORT_MEMORY_BYTES", default=2 * 1024 * 1024 * 1024),
}

# Limits of the PDF process: seconds of wall-clock time, bytes of memory.
PDF_TIMEOUT_SECONDS = env.int("PDF_TIMEOUT_SECONDS", default=60)
PDF_MEMORY_BYTES = env.int("PDF_MEMORY_BYTES", default=1024 * 1024 * 1024)
# How long someone without an account can read a draft that was shared with them.
REVIEW_LINK_DAYS = env.int("REVIEW_LINK_DAYS", default=14)
# Days after which `delete_expired_data`, which the worker runs every day, deletes
# personal data.
KEEP_EMAIL_RECORDS_DAYS = env.int("KEEP_EMAIL_RECORDS_DAYS", default=30)
KEEP_REVIEWS_DAYS = env.int("KEEP_REVIEWS_DAYS", default=365)
KEEP_INACTIVE_ACCOUNTS_DAYS = env.int("KEEP_INACTIVE_ACCOUNTS_DAYS", default=730)
# Subscriptions to emails about documents that their reader has not confirmed.
KEEP_UNCONFIRMED_DAYS = env.int("KEEP_UNCONFIRMED_DAYS", default=7)
KEEP_JOBS_DAYS = env.int("KEEP_JOBS_DAYS", default=30)
# Whether PDFs are checked against PDF/UA-1 at publication, where veraPDF is installed.
CHECK_PDF_UA = env.bool("CHECK_PDF_UA", default=True)
# The publisher's prefix in identifiers of grants, from 360Giving. Without it, grants
# are not published in that standard.
THREESIXTY_PREFIX = env.str("THREESIXTY_PREFIX", default="")
if THREESIXTY_PREFIX and not re.fullmatch(r"360G-[\w-]+", THREESIXTY_PREFIX, re.ASCII):
    raise ImproperlyConfigured("THREESIXTY_PREFIX is like 360G-yourname.")
# True on a site with sample data: every page then says it is a demonstration site.
SAMPLE_DATA = env.bool("SAMPLE_DATA", default=DEBUG)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
