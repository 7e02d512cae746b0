"""Settings. What differs between machines comes from the environment; README.md says how."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from uncac_portal.access.institution import institution_at
from uncac_portal.databases import database_at, replicas_at
from uncac_portal.file_storage import storage_at

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="for development only" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Give the portal a long random value in the environment "
        "(`make run` makes one for this machine), or set DEBUG=on for development."
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var")))

# Applications

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, whose classes it extends
    "uncac_portal.admin_site.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "corsheaders",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "import_export",
    "rest_framework",
    "simple_history",
    "meetings.records",
    "meetings",
    "delegations",
    "uncac_portal.access",
    "uncac_portal.search",
    "uncac_portal",
]

MIDDLEWARE = [
    "uncac_portal.middleware.StaffPagesMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "uncac_portal.middleware.EditionMiddleware",  # what those below add is kept with a page
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "uncac_portal.middleware.PathLanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "uncac_portal.access.middleware.StaffOnlyMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "uncac_portal.urls"
WSGI_APPLICATION = "uncac_portal.wsgi.application"

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
                "uncac_portal.context_processors.portal",
            ],
        },
    },
]

# The record

REPLICAS = replicas_at(env.list("DATABASE_REPLICA_URL", default=[]))
DATABASES = {
    "default": database_at(env.str("DATABASE_URL", default=f"sqlite:///{DATA_DIR}/portal.sqlite3")),
    **REPLICAS,
}
DATABASE_ROUTERS = ["uncac_portal.replicas.Router"]
# What all processes share for a while: rate limits, progress of imports.
CACHES = {
    "default": env.cache_url("CACHE_URL", default=f"filecache://{DATA_DIR}/cache?max_entries=10000")
}
# Public pages, each under its edition: in the memory of each process, and in Redis if there is one.
PAGE_CACHE_MEGABYTES = env.int("PAGE_CACHE_MEGABYTES", default=0 if DEBUG else 24)
if CACHES["default"]["BACKEND"].endswith(".RedisCache"):
    soon = {"socket_connect_timeout": 1, "socket_timeout": 1}
    CACHES["default"]["OPTIONS"] = soon | CACHES["default"].get("OPTIONS", {})
    CACHES["pages"] = CACHES["default"] | {"KEY_PREFIX": "pages", "TIMEOUT": 60 * 60}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Languages: the six official ones of the United Nations and Vietnamese

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("ar", _("Arabic")),
    ("zh-hans", _("Chinese")),
    ("ru", _("Russian")),
    ("vi", _("Vietnamese")),
]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans", "vi")
LOCALE_PATHS = [BASE_DIR / "uncac_portal" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
MAX_FILE_MEGABYTES = env.int("MAX_FILE_MEGABYTES", default=50)
STORAGES = {
    "default": storage_at(env.str("FILES_URL", default="")),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Safety

HTTPS = env.bool("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# The portal speaks for its own host; an institution decides about its other hosts itself.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.bool("HSTS_SUBDOMAINS", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The form of a whole convening, a row per sitting and programme entry, has many fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
# The API: anyone may read it from anywhere, so many times from one address (none: no limit)

API_RATE = env.str("API_RATE", default="600/min")
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_THROTTLE_CLASSES": ["uncac_portal.api.throttles.AddressThrottle"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "uncac_portal.api.variants.Negotiation",
    "DEFAULT_SCHEMA_CLASS": "uncac_portal.api.openapi.ApiSchema",
    "EXCEPTION_HANDLER": "uncac_portal.api.problems.problem_of",
    # Only the proxy in front is believed, if there is one, when it says who asks.
    "NUM_PROXIES": 1 if env.bool("BEHIND_PROXY", default=False) else 0,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "UNCAC meeting records",
    "VERSION": "1",
    "DESCRIPTION": (
        "The public record of the meetings of the United Nations Convention against Corruption, "
        "read only and for anyone. Null is “not recorded”: never zero, absent or in person. Lists "
        "come in pages and say how many records there are. Keep the ETag of an answer: while the "
        "edition stands, asking with If-None-Match costs nothing."
    ),
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": ["uncac_portal.api.openapi.with_components"],
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}
CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "accept-language", "if-none-match"]
CORS_EXPOSE_HEADERS = [
    *("ETag", "Link", "Retry-After"),
    *("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"),
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
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of accounts made before
]
AUTHENTICATION_BACKENDS = ["uncac_portal.access.backends.RoleBackend"]

# Sign-in: by invitation only, with a password or a passkey, or at the institution

LOGIN_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_AGE = 18 * 60 * 60  # the longest working day; it ends with the browser, too
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=HTTPS)
ACCOUNT_ADAPTER = "uncac_portal.access.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "uncac_portal.access.forms.SignInForm",
    "reset_password": "uncac_portal.access.forms.ResetPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"  # whoever has no address, or a new one, signs in all the same
ACCOUNT_CHANGE_EMAIL = ACCOUNT_EMAIL_NOTIFICATIONS = ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# "key" is a name together with the address from which it is tried, so nobody locks others out;
# "login_failed_anywhere" counts all addresses, against guessing from many.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "100/15m/ip,5/15m/key",
    "login_failed_anywhere": "100/1h/key",
    "reset_password": "10/m/ip,2/m/key",
    "accept_invitation": "20/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", default=False) else 0
MFA_ADAPTER = "uncac_portal.access.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "add_webauthn": "uncac_portal.access.forms.AddPasskeyForm",
    "authenticate_webauthn": "uncac_portal.access.forms.SecondFactorPasskeyForm",
    "login_webauthn": "uncac_portal.access.forms.PasskeyForm",
    "reauthenticate_webauthn": "uncac_portal.access.forms.ConfirmByPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody can have made the account but by invitation
MFA_TOTP_ISSUER = "UNCAC meeting records"
MFA_TOTP_TOLERANCE = 1  # half a minute, for telephones whose clock is wrong
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# The institution's own sign-in (OpenID Connect) opens existing accounts by their verified address.
SOCIALACCOUNT_ADAPTER = "uncac_portal.access.adapters.InstitutionAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_PROVIDERS = institution_at(
    env.str("OIDC_ISSUER", default=""),
    client=env.str("OIDC_CLIENT_ID", default=""),
    secret=env.str("OIDC_CLIENT_SECRET", default=""),
    name=env.str("OIDC_NAME", default="OpenID Connect"),
)
OIDC_IS_SECOND_FACTOR = env.bool("OIDC_IS_SECOND_FACTOR", default=True)

# E-mail: invitations, passwords, what changed in an account

vars().update(env.email("EMAIL_URL", default="consolemail://" if DEBUG else "smtp://localhost:25"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="portal@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
