"""Django settings. Everything a site may choose is an environment variable named ``DURE_…``."""

import os
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from dure.config.policy import CONTENT_SECURITY_POLICY  # noqa: F401  (read by the header middleware)
from dure.foundation.installation.home import home, secret


def switch(name: str, default: bool = False) -> bool:
    """A yes/no environment variable; anything but 1, true, yes, on is no."""
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


BASE_DIR = Path(__file__).resolve().parents[1]
HOME = home()
SECRET_KEY = os.environ.get("DURE_SECRET_KEY") or secret("session")
DEBUG = switch("DURE_DEBUG")
# A production start sits behind TLS on a public name; the checks in dure.config.checks hold it to that.
PRODUCTION = switch("DURE_PRODUCTION")
ALLOWED_HOSTS = os.environ.get("DURE_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("DURE_TRUSTED_ORIGINS", "").split(",") if o]

FOUNDATION_APPS = [
    "dure.foundation.installation",
    "dure.foundation.places",
    "dure.foundation.parties",
    "dure.foundation.access",
    "dure.foundation.workflow",
    "dure.foundation.ledger",
    "dure.foundation.documents",
    "dure.foundation.messages",
    "dure.foundation.signing",
    "dure.foundation.jobs",
    "dure.foundation.search",
    "dure.foundation.interface",
]
FLOOR_APPS = [
    "dure.floor.plant",
    "dure.floor.events",
    "dure.floor.entry",
    "dure.floor.quality",
    "dure.floor.lots",
    "dure.floor.boards",
]
JOURNEY_APPS = [
    "dure.journey.programmes",
    "dure.journey.prospects",
    "dure.journey.applications",
    "dure.journey.evaluation",
    "dure.journey.selection",
    "dure.journey.budgets",
    "dure.journey.agreements",
    "dure.journey.builds",
    "dure.journey.assets",
    "dure.journey.money",
]
INSTALLED_APPS = [
    *FOUNDATION_APPS,
    *FLOOR_APPS,
    *JOURNEY_APPS,
    "dure.portal",
    "dure.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dure.foundation.parties.middleware.ActorMiddleware",
    "dure.foundation.parties.middleware.SecondFactorMiddleware",
    "dure.foundation.access.middleware.DefaultDenyMiddleware",
    "dure.config.headers.SecurityHeadersMiddleware",
    "dure.foundation.interface.errors.ErrorPagesMiddleware",
    "dure.config.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "dure.config.urls"
ASGI_APPLICATION = "dure.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dure.foundation.interface.context.page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DURE_DATABASE_URL") or f"sqlite:///{HOME / 'dure.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # One writer at a time, taken at the start of a transaction: two actions never fail half way on a lock upgrade.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
# Who fills the menu around every page.
INTERFACE_PAGE_FACTS = "dure.portal.page_facts.page_facts"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "parties.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
LOGOUT_REDIRECT_URL = "portal:front"
ACCOUNT_ADAPTER = "dure.foundation.parties.adapters.InvitedOnlyAdapter"
ACCOUNT_FORMS = {
    "login": "dure.foundation.parties.sign_in_forms.SignInForm",
    "reset_password": "dure.foundation.parties.sign_in_forms.ForgottenPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# No mail to addresses that belong to nobody: anyone could have it sent.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Failed sign-ins are counted by axes, which also says how long the lock lasts.
ACCOUNT_RATE_LIMITS = {"login_failed": None}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Dure"
MFA_ADAPTER = "dure.foundation.parties.adapters.SecondFactorAdapter"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "dure.foundation.parties.adapters.sign_in_name"
AXES_LOCKOUT_TEMPLATE = "parties/locked_out.html"
AXES_RESET_ON_SUCCESS = True
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if switch("DURE_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "dure.foundation.interface.errors.csrf_failure"

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "dure_language"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
DOCUMENTS_ROOT = HOME / "documents"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
# Largest single upload, in bytes.
DOCUMENT_MAX_BYTES = int(os.environ.get("DURE_DOCUMENT_MAX_BYTES", str(30 * 1024 * 1024)))

# Whether the installation issues certificates of its own; they prove nothing to an outsider, so production says so.
SIGNING_DEVELOPMENT_CA = switch("DURE_SIGNING_DEVELOPMENT_CA", default=not PRODUCTION)
# How long such a certificate is valid: longer than what was signed with it has to be kept.
SIGNING_CERTIFICATE_YEARS = int(os.environ.get("DURE_SIGNING_CERTIFICATE_YEARS", "10"))
# PEM file of the authorities whose certificates are taken at their word.
SIGNING_TRUST = os.environ.get("DURE_SIGNING_TRUST", "")

EMAIL_BACKEND = os.environ.get("DURE_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_HOST = os.environ.get("DURE_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("DURE_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("DURE_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("DURE_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = switch("DURE_EMAIL_TLS")
DEFAULT_FROM_EMAIL = os.environ.get("DURE_EMAIL_FROM", "dure@localhost")
# Where people reach this site: what links in e-mails begin with.
SITE_URL = os.environ.get("DURE_SITE_URL", "http://127.0.0.1:8000")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("DURE_LOG_LEVEL", "WARNING")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
