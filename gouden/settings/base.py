"""What every environment shares. dev, test and production change only what they must."""

import sys
from email.utils import formataddr
from pathlib import Path

from django.utils.csp import CSP

from gouden import API_VERSION, __version__, env
from gouden.settings.legal import *  # noqa: F403
from gouden.settings.legal import GOUDEN_CONTACT_EMAIL

BASE_DIR = Path(__file__).resolve().parents[2]

# --- Application -------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    # Before cases, whose admin takes its place.
    "django_tasks_db",
    "municipalities",
    "cases",
    "gouden.accounts.apps.AccountsConfig",
    "gouden.accounts.apps.GoudenAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "corsheaders",
    "django_filters",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "gouden.web.http.head.HeadMiddleware",
    "gouden.web.http.security_headers.SecurityHeadersMiddleware",
    "gouden.web.operations.health.HealthMiddleware",
    "gouden.web.operations.deadlines.DeadlineMiddleware",
    "gouden.web.operations.audit.OriginMiddleware",
    "gouden.web.api.middleware.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gouden.web.http.compression.CompressionMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "gouden.web.guard.limits.LimitsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "gouden.accounts.sessions.SessionLifeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "gouden.urls"
WSGI_APPLICATION = "gouden.wsgi.application"
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
                "gouden.web.pages.context_processors.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data --------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'gouden.sqlite3'}")}

# For pages that are kept: what each process holds of them, in MB (0: nothing is kept), and what all processes share.
GOUDEN_KEPT_PAGES_MB = env.number("GOUDEN_KEPT_PAGES_MB", 16)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}} | env.page_cache("CACHE_URL")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "gouden.accounts.passwords.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
OTP_TOTP_ISSUER = "Gouden"
# gouden.accounts.lockout counts mistakes, with the codes as with the password.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0

# Of an editor; what anyone may send is in gouden.web.guard.limits. A case with all its claims on one screen has a dozen
# fields for each claim; Django's limit would lose the work. A file to read in is 5 MB at most (cases.admin.transfer).
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 6_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# --- Jobs --------------------------------------------------------------------------------------------------------

# Whether a worker (manage.py run_jobs) does what takes long. Without one a request does it itself, at once.
GOUDEN_WORKER = env.boolean("GOUDEN_WORKER", sys.platform != "win32")
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if GOUDEN_WORKER
        else "django.tasks.backends.immediate.ImmediateBackend"
    }
}

# --- Language ----------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# --- Static files ------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
# The examples too: the page on the API gives them to take along.
STATICFILES_DIRS = [BASE_DIR / "static", ("voorbeelden", BASE_DIR / "docs" / "examples")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gouden.web.http.bundle.BundledStaticFilesStorage"},
}

# --- Security ----------------------------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
    "img-src": [CSP.SELF, "data:"],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
# Until the browser is closed, as /privacy/ says; Django's own is a year.
CSRF_COOKIE_AGE = None

# --- API ---------------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["gouden.accounts.authentication.ApiKeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["gouden.web.api.renderers.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": [],
    "DEFAULT_THROTTLE_CLASSES": ["gouden.web.guard.throttling.CallerThrottle"],
    "DEFAULT_METADATA_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,
    "NUM_PROXIES": 0,
    "DEFAULT_PAGINATION_CLASS": "gouden.web.api.pagination.NumberedPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "gouden.web.api.problems.exception_handler",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Gouden",
    "VERSION": API_VERSION,
    "OAS_VERSION": "3.0.3",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "ENUM_NAME_OVERRIDES": {
        "CaseKindEnum": "cases.models.Case.Kind",
        "EventKindEnum": "cases.models.PublicationEvent.Kind",
        "ClaimKindEnum": "cases.models.Claim.Kind",
        "ClaimLinkKindEnum": "cases.models.ClaimLink.Kind",
        "ThemeKindEnum": "cases.models.Theme.Kind",
        "RegionKindEnum": "municipalities.models.Region.Kind",
        "OrganisationKindEnum": "municipalities.models.Organisation.Kind",
        "MunicipalityChangeKindEnum": "municipalities.models.MunicipalityChange.Kind",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "gouden.web.api.openapi.complete",
        "cases.api.schema.complete",
    ],
    "LICENSE": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/deed.nl"},
}

# Partners read from the browser too; nobody writes, and nothing depends on who asks.
CORS_URLS_REGEX = r"^/((api|id|dcat)/|oembed$|[.]well-known/api-catalog$|.*[.]atom$)"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD"]
# What browsers and their libraries send along; nothing is done with most of it.
CORS_ALLOW_HEADERS = [
    *("accept", "content-type", "if-none-match", "if-range", "range", "x-api-key"),
    *("baggage", "cache-control", "pragma", "sentry-trace", "traceparent", "tracestate", "x-request-id"),
    *("if-modified-since", "x-requested-with"),
]
CORS_EXPOSE_HEADERS = [
    *("API-Version", "ETag", "Gouden-Cursor", "Link", "RateLimit", "RateLimit-Policy", "Retry-After"),
    *("Accept-Ranges", "Content-Disposition", "Content-Range", "Repr-Digest"),
]

# --- Gouden ------------------------------------------------------------------------------------------------------

# Where the site lives; makes the absolute links in records, feeds and the sitemap.
GOUDEN_BASE_URL = env.base_url("GOUDEN_BASE_URL", "http://127.0.0.1:8000")
# Names the deployed code in ETags, so that a new release is never hidden behind an old 304.
GOUDEN_RELEASE = env.text("GOUDEN_RELEASE", __version__)
# How mail goes out, and from whom. Answers come to the mailbox above.
MAILERS = {"default": env.mailer("EMAIL_URL")}
DEFAULT_FROM_EMAIL = formataddr(("Gouden", env.mailbox("GOUDEN_MAIL_FROM", GOUDEN_CONTACT_EMAIL)))
# How many requests a minute the API answers, for each process: by address, and for who has a key. 0: no limit.
GOUDEN_API_LIMIT = env.number("GOUDEN_API_LIMIT", 600)
GOUDEN_API_KEY_LIMIT = env.number("GOUDEN_API_KEY_LIMIT", 6_000)
# How many notes in Word, ODT or PDF one network may ask for in a minute, for each process. 0: no limit.
GOUDEN_NOTE_LIMIT = env.number("GOUDEN_NOTE_LIMIT", 12)
# Whether who wrote a change needs somebody else to publish it.
GOUDEN_FOUR_EYES = env.boolean("GOUDEN_FOUR_EYES", True)
# Whether what readers ask and do not find is counted (ADR 21).
GOUDEN_COUNT_MISSED = env.boolean("GOUDEN_COUNT_MISSED", False)
# How often one network may send a form in an hour and in a day. 0: no limit.
GOUDEN_FORM_LIMIT = env.number("GOUDEN_FORM_LIMIT", 20)
GOUDEN_FORM_DAY_LIMIT = env.number("GOUDEN_FORM_DAY_LIMIT", 60)
# How many mails that ask to confirm an address one mailbox gets in an hour and in a day, and all together in an hour.
GOUDEN_MAILBOX_LIMIT = env.number("GOUDEN_MAILBOX_LIMIT", 5)
GOUDEN_MAILBOX_DAY_LIMIT = env.number("GOUDEN_MAILBOX_DAY_LIMIT", 10)
GOUDEN_CONFIRM_LIMIT = env.number("GOUDEN_CONFIRM_LIMIT", 200)
# Whether a mail goes out in a thread of the process whose visitor caused it, and not only by run_due.
GOUDEN_MAIL_AT_ONCE = True
# Where these are counted, and where run_due keeps when its steps ended.
GOUDEN_TALLY_MODEL, GOUDEN_STEP_MODEL = "cases.Tally", "cases.StepRun"
# Asked after each round of run_due that went well, by a service that notices when it is not. Empty: nobody is told.
GOUDEN_PING_URL = env.address("GOUDEN_PING_URL")
# Whether each step of run_due runs in a process of its own.
GOUDEN_STEPS_APART = True
# Whether an account opens the admin only with a second factor. Without, an account may still set one up.
GOUDEN_REQUIRE_SECOND_FACTOR = env.boolean("GOUDEN_REQUIRE_SECOND_FACTOR", True)
SESSION_ENGINE = "gouden.accounts.session_store"
# A session in the admin ends after so many minutes in which nothing was asked for, and after so many hours in any case.
SESSION_COOKIE_AGE = 60 * env.number("GOUDEN_SESSION_IDLE_MINUTES", 60, least=1)
GOUDEN_SESSION_HOURS = env.number("GOUDEN_SESSION_HOURS", 12, least=1)
# How many days it is kept who was not let in, and who saw or took personal data.
GOUDEN_SECURITY_DAYS = env.number("GOUDEN_SECURITY_DAYS", 180, least=1)
# How many days what people shared is kept after the editors decided on it.
GOUDEN_SUBMISSION_DAYS = env.number("GOUDEN_SUBMISSION_DAYS", 365)
# Without rows of it the site has nothing to show, and /readyz says so.
GOUDEN_READY_MODEL = "cases.PublishedCase"
# Whether what readers see was made by another version or for another address; /readyz says that too.
GOUDEN_OUTDATED = "cases.publishing.is_outdated"
# Whether /stijlgids/ shows every component in all its states: for who works on the site.
GOUDEN_STYLE_GUIDE = False
# Which model says what a text is about, beside its words (cases.search.meaning): the first that is installed.
GOUDEN_EMBEDDINGS_URL = env.address("GOUDEN_EMBEDDINGS_URL")
GOUDEN_EMBEDDINGS_KEY = env.text("GOUDEN_EMBEDDINGS_KEY", "")
GOUDEN_EMBEDDINGS_MODEL = env.text("GOUDEN_EMBEDDINGS_MODEL", "")
GOUDEN_EMBEDDINGS_PREFIXES = env.words("GOUDEN_EMBEDDINGS_PREFIXES", "")
GOUDEN_EMBEDDERS = env.embedders("GOUDEN_MEANING", GOUDEN_EMBEDDINGS_URL)
# Whether an address that somebody typed may lead to this machine itself: only for the tests of the link check.
GOUDEN_VISIT_LOOPBACK = False
FIXTURE_DIR = BASE_DIR / "fixtures"
