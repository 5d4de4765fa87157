"""The one settings file: everything that differs between installations comes from the environment."""

from base64 import b64decode
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

CRM_ENV: str = env("CRM_ENV", default="development")
IS_PRODUCTION = CRM_ENV == "production"
DEBUG = False


def required(name: str, development: str) -> str:
    """A setting that production must bring itself: a missing or empty one refuses the start (AMB-25)."""
    value: str = env(name, default="" if IS_PRODUCTION else development)
    if not value.strip():
        raise ImproperlyConfigured(f"{name} is not set. Production does not start without it; see docs/operations.md.")
    return value


SECRET_KEY = required("SECRET_KEY", "development-only-" + "x" * 50)
ALLOWED_HOSTS: list[str] = required("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").replace(",", " ").split()
CRM_ORIGIN = required("CRM_ORIGIN", "http://127.0.0.1:8000")
if IS_PRODUCTION and not (ALLOWED_HOSTS and CRM_ORIGIN.startswith("https://")):
    raise ImproperlyConfigured("Production needs host names in ALLOWED_HOSTS, and https:// in CRM_ORIGIN.")
CSRF_TRUSTED_ORIGINS = [CRM_ORIGIN] if CRM_ORIGIN.startswith("https://") else []

# Who is responsible, and who supervises (GEN-03, CONTACT-03): no default in production.
CRM_CONTROLLER_NAME = required("CRM_CONTROLLER_NAME", "Example Recruitment B.V.")
CRM_CONTROLLER_ADDRESS = required("CRM_CONTROLLER_ADDRESS", "Voorbeeldstraat 1, 1234 AB Voorbeeldstad")
CRM_CONTROLLER_MAILBOX = required("CRM_CONTROLLER_MAILBOX", "privacy@example.org")
CRM_AUTHORITY_NAME = required("CRM_AUTHORITY_NAME", "Autoriteit Persoonsgegevens")
CRM_AUTHORITY_URL = required("CRM_AUTHORITY_URL", "https://authority.example.org/")
CRM_AUTHORITY_PHONE = required("CRM_AUTHORITY_PHONE", "+31 88 000 0000")

# Keys: a ring "id:base64,id:base64" (first is used for writing), and one for keyed hashes.
DEVELOPMENT_KEY = "ZGV2ZWxvcG1lbnQtb25seS1rZXktMzItYnl0ZXMhISE="
CRM_KEY_RING: dict[str, bytes] = {
    key_id: b64decode(value)
    for key_id, value in (part.split(":", 1) for part in required("CRM_KEY_RING", f"dev:{DEVELOPMENT_KEY}").split(","))
}
CRM_HMAC_KEY = required("CRM_HMAC_KEY", DEVELOPMENT_KEY).encode()

CRM_STATE = Path(env("CRM_STATE", default=str(BASE_DIR / ".state")))
MEDIA_ROOT = CRM_STATE / "files"

INSTALLED_APPS = [
    "cluster_crm.web",
    "cluster_crm.history",
    "cluster_crm.jobs",
    "privacy",
    "cluster_crm.accounts",
    "cluster_crm.people",
    "cluster_crm.mail",
    "cluster_crm.website",
    "clients",
    "suppliers",
    "candidates",
    "simple_history",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cluster_crm.web.middleware.NoStoreMiddleware",
    "cluster_crm.website.middleware.RegisteredCookiesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cluster_crm.web.limits.SmallBodyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cluster_crm.accounts.middleware.AccountLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cluster_crm.history.middleware.ActingMiddleware",
    "cluster_crm.website.middleware.UseMiddleware",
]

ROOT_URLCONF = "cluster_crm.urls"
WSGI_APPLICATION = "cluster_crm.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data. `psycopg` on a unix socket or over TCP; one URL a process, so the worker may be a weaker login than the owner.
DATABASES = {"default": env.db_url_config(required("DATABASE_URL", "postgres://crm@127.0.0.1/crm"))}
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = required("REDIS_URL", "redis://127.0.0.1:6379/0")
BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

CELERY_BROKER_URL = BROKER_URL
# A broker that is down costs a request nothing: the reaper finds the job later.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "socket_connect_timeout": 2,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE = {
    "jobs-reap": {"task": "jobs.reap", "schedule": 10.0},
    "privacy-sweep-files": {"task": "privacy.sweep_files", "schedule": 300.0},
    "privacy-expire-exports": {"task": "privacy.expire_exports", "schedule": 600.0},
    "privacy-ask-details": {"task": "privacy.ask_details", "schedule": 24 * 3600.0},
    "privacy-send-notices": {"task": "privacy.send_notices", "schedule": 300.0},
    "privacy-escalate-notices": {"task": "privacy.escalate_notices", "schedule": 24 * 3600.0},
    "privacy-verify-erasures": {"task": "privacy.verify_erasures", "schedule": 24 * 3600.0},
    "website-forget-comments": {"task": "website.forget_comments", "schedule": 24 * 3600.0},
    "website-trim-cookie-choices": {"task": "website.trim_cookie_choices", "schedule": 24 * 3600.0},
    "website-trim-access-log": {"task": "website.trim_access_log", "schedule": 24 * 3600.0},
    "candidates-destroy-copies": {"task": "candidates.destroy_identity_papers", "schedule": 3600.0},
    "people-forget-merge-steps": {"task": "people.forget_merge_steps", "schedule": 3600.0},
    "people-scan-texts": {"task": "people.scan_texts", "schedule": 24 * 3600.0},
    "people-expire-recordings": {"task": "people.expire_recordings", "schedule": 3600.0},
    "mail-poll-mailbox": {"task": "mail.poll_mailbox", "schedule": 60.0},
    "mail-forget-expired": {"task": "mail.forget_expired", "schedule": 3600.0},
    "candidates-expire-imports": {"task": "candidates.expire_imports", "schedule": 3600.0},
    "candidates-count-diversity": {"task": "candidates.count_diversity", "schedule": 24 * 3600.0},
    "candidates-forget-stale-stories": {"task": "candidates.forget_stale_stories", "schedule": 24 * 3600.0},
}

# Who signs in.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["cluster_crm.accounts.backends.RoleBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_SAMESITE = "Lax"
# Both go when the browser closes (COOKIE-02); messages stand in the session, not in a cookie of their own.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Language, place, time.
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
FORMAT_MODULE_PATH = ["cluster_crm.web.formats"]

# Static files, uploads.
STATIC_URL = "static/"
STATIC_ROOT = CRM_STATE / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# Headers.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_PRODUCTION
CRM_BEHIND_PROXY: bool = env.bool("CRM_BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CRM_BEHIND_PROXY else None
SECURE_REDIRECT_EXEMPT = [r"^health/"]

# Mail: without EMAIL_URL nothing is sent; messages are kept where staff read them, and the screens say so.
EMAIL_URL: str = env("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
DEFAULT_FROM_EMAIL = CRM_CONTROLLER_MAILBOX

# Whether clicks on content in marketing mail are counted, for people who said yes to it (SRC-03); openings never are.
CRM_COUNT_CLICKS: bool = env.bool("CRM_COUNT_CLICKS", default=False)

# Mail that comes in: addresses of ours beside those of users, or whole domains ("@example.org"), and how many days a
# message or a file of one may wait for a person.
CRM_MAIL_OURS: list[str] = env.list("CRM_MAIL_OURS", default=[])
# The mailbox to which colleagues send a copy; its address, where mail programs may ask there to stop marketing; our
# receiving server, which says who a sender is; and the folder for what was taken in ("delete" deletes it).
IMAP_URL: str = env("IMAP_URL", default="")
CRM_MAIL_STOP_ADDRESS: str = env("CRM_MAIL_STOP_ADDRESS", default="")
CRM_MAIL_AUTHSERV_ID: str = env("CRM_MAIL_AUTHSERV_ID", default="")
CRM_MAIL_TAKEN_FOLDER: str = env("CRM_MAIL_TAKEN_FOLDER", default="Taken")
if urlsplit(IMAP_URL).scheme == "imap" and urlsplit(IMAP_URL).hostname not in {"localhost", "127.0.0.1", "::1"}:
    raise ImproperlyConfigured("IMAP_URL without TLS (imap://) is for a server on this machine: use imaps://.")
CRM_MAIL_WAIT_DAYS: int = env.int("CRM_MAIL_WAIT_DAYS", default=30)

# Logs: an allow-list; see cluster_crm/web/logging.py.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"allow_list": {"()": "cluster_crm.web.logging.AllowListFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "allow_list"}},
    "root": {"handlers": ["console"], "level": env("CRM_LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": False},
        "celery": {"handlers": [], "propagate": True},
    },
}

# Terms and choices of the agency (requirements 0: the policy is silent, so they are settings).
CRM_ERASURE_APPROVERS: list[str] = env.list("CRM_ERASURE_APPROVERS", default=["privacy_officer", "administrator"])
CRM_BACKUP_ROTATION_DAYS: int = env.int("CRM_BACKUP_ROTATION_DAYS", default=35)
CRM_IMPORT_UNDO_DAYS: int = env.int("CRM_IMPORT_UNDO_DAYS", default=30)
CRM_EXPORT_LINK_DAYS: int = env.int("CRM_EXPORT_LINK_DAYS", default=7)
CRM_DIVERSITY_SMALLEST_CELL: int = env.int("CRM_DIVERSITY_SMALLEST_CELL", default=10)
CRM_STORY_DRAFT_DAYS: int = env.int("CRM_STORY_DRAFT_DAYS", default=28)
# AMB-13: an own application counts as the "sale" of Tw 11.7(3) for candidates, who pay nothing; a documented risk.
CRM_SOFT_OPT_IN_CANDIDATES: bool = env.bool("CRM_SOFT_OPT_IN_CANDIDATES", default=True)
CRM_LIFT_NOTICE = timedelta(days=env.int("CRM_LIFT_NOTICE_DAYS", default=7))
CRM_LOG_MONTHS: int = env.int("CRM_LOG_MONTHS", default=12)
if CRM_LOG_MONTHS < 6:  # noqa: PLR2004 - RC-LOG: what security needs
    raise ImproperlyConfigured("CRM_LOG_MONTHS is less than 6: an incident could no longer be looked into.")
# How long the proof of a choice about cookies stays after the choice is over (RC-PROOF), and where people read how to
# remove cookies (COOKIE-10).
CRM_COOKIE_PROOF_MONTHS: int = env.int("CRM_COOKIE_PROOF_MONTHS", default=24)
CRM_COOKIE_HELP_URL: str = env("CRM_COOKIE_HELP_URL", default="https://www.aboutcookies.org/")
CRM_WAADI_ID_CHECK: bool = env.bool("CRM_WAADI_ID_CHECK", default=False)

# Whether a candidate may be proposed whose supplier did not yet say that its workers know our policy (GLO-03).
CRM_SUPPLIER_ATTESTATION: str = env("CRM_SUPPLIER_ATTESTATION", default="block")
if CRM_SUPPLIER_ATTESTATION not in {"block", "flag"}:
    raise ImproperlyConfigured("CRM_SUPPLIER_ATTESTATION is block or flag.")
