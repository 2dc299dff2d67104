"""Settings: secure by default; the environment changes them, the demo flag relaxes a listed few.

``ZAZEMI_HOME``  folder of data (database, files, secret key); default: the user's data folder.
``DATABASE_URL`` PostgreSQL or another SQLite file; default: ``$ZAZEMI_HOME/zazemi.sqlite3``.
``ZAZEMI_DEMO``  the demo: loopback only, marked database, banner; see ``DEMO_RELAXES``.
``ZAZEMI_MAIL_URL`` mail server, ``smtp+tls://user:password@host:587``; without it letters wait.
``ZAZEMI_DEBUG`` development only: error pages with traces and the gallery under /ui/.
"""

import os
import sys
import tempfile
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from zazemi.config.home import home_folder, secret_key

env = environ.Env()
TESTING = "pytest" in sys.modules
if TESTING:  # before the home of a developer: test runs side by side must not share a database
    os.environ.setdefault("ZAZEMI_HOME", tempfile.mkdtemp(prefix="zazemi-test-"))
HOME = home_folder(env.str("ZAZEMI_HOME", default=""))
DEMO = env.bool("ZAZEMI_DEMO", default=False)
DEBUG = env.bool("ZAZEMI_DEBUG", default=False)
DEMO_RELAXES = (
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "MFA_REQUIRED",
    "demo accounts",
)
_PLAIN_HTTP = DEMO or DEBUG or TESTING or env.bool("ZAZEMI_PLAIN_HTTP", default=False)

SECRET_KEY = env.str("ZAZEMI_SECRET_KEY", default="") or secret_key(HOME, ephemeral=TESTING)
ALLOWED_HOSTS = env.list("ZAZEMI_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
SMALL_COUNTS = env.str("ZAZEMI_SMALL_COUNTS", default="2014-01-01:5")  # first day:limit (3, 5 or 10), ...
OPERATOR = {  # who runs this installation: stands in the statements on accessibility and personal data
    "name": env.str("ZAZEMI_OPERATOR", default=""),
    "email": env.str("ZAZEMI_CONTACT_EMAIL", default=""),
    "phone": env.str("ZAZEMI_CONTACT_PHONE", default=""),
    "address": env.str("ZAZEMI_CONTACT_ADDRESS", default=""),
    "officer": env.str("ZAZEMI_DATA_OFFICER", default=""),
}
OPEN_DATA_LICENCE = env.str(  # of our own tables; the operator decides
    "ZAZEMI_OPEN_DATA_LICENCE", default="https://creativecommons.org/licenses/by/4.0/"
)
PUBLIC_ADDRESS = env.str("ZAZEMI_ADDRESS", default="http://127.0.0.1:8000")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "zazemi.accounts",  # before allauth: its pages are ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules",
    "simple_history",
    "zazemi.kernel",
    "zazemi.ui",
    "zazemi.documents",
    "zazemi.files",
    "zazemi.jobs",
    "zazemi.texts",
    "zazemi.post",
    "zazemi.intake",
    "zazemi.codelists",
    "zazemi.territory",
    "zazemi.parties",
    "zazemi.network",
    "zazemi.indicators",
    "zazemi.analysis",
    "zazemi.planning",
    "zazemi.portal",
    "zazemi.upkeep",
    "zazemi.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zazemi.accounts.middleware.ActorMiddleware",
    "zazemi.accounts.middleware.AccessMiddleware",
]

ROOT_URLCONF = "zazemi.config.urls"
WSGI_APPLICATION = "zazemi.config.wsgi.application"
ACCESS_MATRIX = Path(__file__).with_name("access_matrix.csv")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zazemi.ui.context.page_frame",
            ],
        },
    },
]
FORM_RENDERER = "zazemi.ui.forms.ZazemiFormRenderer"

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{HOME / 'zazemi.sqlite3'}")}
_database = DATABASES["default"]
_database["ATOMIC_REQUESTS"] = False
if _database["ENGINE"].endswith("sqlite3"):
    _database["CONN_MAX_AGE"] = 60
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;"
        ),
    }
    _database["TEST"] = {"NAME": str(HOME / f"test{env.str('ZAZEMI_TEST_SUFFIX', default='')}.sqlite3")}
else:
    _database["CONN_MAX_AGE"] = 60
    _database["CONN_HEALTH_CHECKS"] = True
    _database["OPTIONS"] = {
        "options": "-c statement_timeout=30s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s",
    }
    _database["TEST"] = {"NAME": f"test_{_database['NAME']}{env.str('ZAZEMI_TEST_SUFFIX', default='')}"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "zazemi.accounts.passwords.LongEnoughValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "zazemi.accounts.adapter.ClosedAccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Zázemí: "
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"login": "zazemi.accounts.forms.SignInForm"}
MFA_REQUIRED = env.bool("ZAZEMI_MFA_REQUIRED", default=not (DEMO or TESTING))
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if TESTING
        else "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    },
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if TESTING
    else {  # one for all processes of the web server: limits of signing in count together
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "cache",
    },
}

LANGUAGE_CODE = "cs"
LANGUAGES = [("cs", "čeština"), ("en", "English")]
USE_I18N = True
LOCALE_PATHS = [  # rooms that are no Django applications carry their catalogues too
    Path(__file__).parent.parent / room / "locale"
    for room in ("values", "measures", "planner", "bench", "cli")
]
USE_TZ = True
TIME_ZONE = "Europe/Prague"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = _PLAIN_HTTP
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if _PLAIN_HTTP
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
FILES_ROOT = HOME / "files"

EMAIL_BACKEND = env.str("ZAZEMI_EMAIL_BACKEND", default="zazemi.post.backend.OutboxBackend")
_mail = env.email_url("ZAZEMI_MAIL_URL", default="consolemail://")
EMAIL_HOST = _mail.get("EMAIL_HOST") or ""
EMAIL_PORT = _mail.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = bool(_mail.get("EMAIL_USE_TLS"))
EMAIL_USE_SSL = bool(_mail.get("EMAIL_USE_SSL"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("ZAZEMI_MAIL_FROM", default="zazemi@localhost")

SESSION_COOKIE_NAME = "zazemi_session" if _PLAIN_HTTP else "__Host-zazemi_session"
CSRF_COOKIE_NAME = "zazemi_csrf" if _PLAIN_HTTP else "__Host-zazemi_csrf"
SESSION_COOKIE_SECURE = not _PLAIN_HTTP
CSRF_COOKIE_SECURE = not _PLAIN_HTTP
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SECURE_SSL_REDIRECT = not _PLAIN_HTTP
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("ZAZEMI_BEHIND_PROXY", default=False) else None
)
SECURE_HSTS_SECONDS = 0 if _PLAIN_HTTP else 365 * 24 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 22 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("ZAZEMI_LOG_LEVEL", default="WARNING")},
}
