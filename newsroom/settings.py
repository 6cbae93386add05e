"""Every setting, once. The environment (or a `.env` file) changes values, never structure.

DEBUG is off unless asked for; without it SECRET_KEY and ALLOWED_HOSTS must be given. A value that
cannot be read stops the start: `DEBUG=perhaps` is an error, not False.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django_prose_editor.config import html_tags
from environs import Env, validate
from js_asset import static_lazy

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)

DEBUG = env.bool("DEBUG", False)
if DEBUG:
    SECRET_KEY = env.str("SECRET_KEY", "for-a-developer-only-" + "x" * 50)
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost"])
else:
    SECRET_KEY = env.str("SECRET_KEY", validate=validate.Length(min=1))
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", validate=validate.Length(min=1))
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "allauth",  # before our own, which take its lists off the desk
    "allauth.account",
    "allauth.mfa",
    "articles",
    "people",
    "newsroom",
    "django_prose_editor",
    "taggit",
    "simple_history",
    "csp",
    "newsroom.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "articles.caching.shared_caches",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "newsroom.accounts.middleware.desk_is_private",
    "newsroom.accounts.middleware.sessions_end",
    "newsroom.accounts.middleware.second_factor_first",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "newsroom.middleware.ImpossibleValues",
    "newsroom.middleware.publication",
    "newsroom.middleware.old_addresses",
    "newsroom.middleware.saved_forms",  # the last, so that it sees what views answer and nobody else
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
AUTH_USER_MODEL = "newsroom.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "newsroom.context_processors.publication",
                "articles.context_processors.sections",
            ],
        },
    },
]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue instead of failing with "database is locked"; readers never wait for a writer.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
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
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_RESET_TIMEOUT = 60 * 60

# A second factor for staff; without it a password alone opens the desk.
TWO_FACTOR_REQUIRED = env.bool("TWO_FACTOR_REQUIRED", not DEBUG)
# Twelve hours without use at the desk end a session, a shift and the way home; a week ends it however busy.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_LIFE = 7 * 24 * 60 * 60

ACCOUNT_ADAPTER = "newsroom.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "newsroom.accounts.forms.LoginForm",
    "reset_password": "newsroom.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "newsroom.accounts.forms.ResetPasswordKeyForm",
    "change_password": "newsroom.accounts.forms.ChangePasswordForm",
    "reauthenticate": "newsroom.accounts.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}  # the form knows whose an address is
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator writes the addresses down
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_SESSION_REMEMBER = True  # nobody is asked: every session ends as above
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Passwords are counted in newsroom/accounts/throttle.py; these are codes, mails and links.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "10/15m/key", "reset_password": "10/15m/ip,5/15m/key"}
MFA_ADAPTER = "newsroom.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "newsroom.accounts.forms.AuthenticateForm",
    "reauthenticate": "newsroom.accounts.forms.ReauthenticateByCodeForm",
    "activate_totp": "newsroom.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "newsroom.accounts.forms.AddPasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a code may be half a minute old: telephones are late, and so are people

# What is counted is counted for all workers together. Entries thrown out early would be tries forgotten.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "counters",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "counts": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "counts"},
}

# Links in mails lead here, whatever host a request names. Only a plain address can: no path, no wildcard.
SITE_URL = env.str("SITE_URL", "") or "{}://{}{}".format(
    *(("http", ALLOWED_HOSTS[0], ":8000") if DEBUG else ("https", ALLOWED_HOSTS[0].lstrip("."), ""))
)
if not re.fullmatch(r"https?://[A-Za-z0-9.\-]+(:\d+)?", SITE_URL):
    raise ImproperlyConfigured(f"SITE_URL must be like https://paper.example, not {SITE_URL}.")
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_PORT = env.int("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", not EMAIL_USE_SSL)
EMAIL_TIMEOUT = 20
# Without a mail server a developer reads mail on the console; a live console shows none, for it holds keys.
EMAIL_BACKEND = "django.core.mail.backends." + (
    "smtp.EmailBackend" if EMAIL_HOST else "console.EmailBackend" if DEBUG else "dummy.EmailBackend"
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", f"newsroom@{urlsplit(SITE_URL).hostname}")

LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = ["newsroom.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "var" / "static"
DEMO_LOGIN = BASE_DIR / "var" / "demo-login"
# What editors upload. Originals keep their metadata and are never served; readers get renditions.
PICTURE_ROOT = Path(env.str("PICTURE_ROOT", str(BASE_DIR / "var" / "pictures")))
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PICTURE_ROOT, "base_url": None, "allow_overwrite": True},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

HTTPS = env.bool("HTTPS", not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
ALLAUTH_TRUSTED_PROXY_COUNT = 0
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # the last of X-Forwarded-For is who asked the proxy

# Our own parts of the rich-text editor: which script brings them, and which HTML they write.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {"js": [static_lazy("js/editor-paste.js")], "extensions": {"PlainPaste": html_tags([])}},
    {
        "js": [static_lazy("js/editor-pictures.js")],
        "extensions": {"LibraryPicture": html_tags(["figure"], {"figure": ["data-image"]})},
    },
]

TAGGIT_CASE_INSENSITIVE = False  # newsroom.Tag keeps a case-folded key of its own, right in every script
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = False
TAGGIT_TAGS_FROM_STRING = "newsroom.forms.read_tags"  # taggit's own parts "foreign policy" into two tags
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"live": {"()": "django.utils.log.RequireDebugFalse"}},  # a developer's console has them from Django
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["live"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"newsroom.access": {"level": "INFO"}},  # who came in, and who did not
}
