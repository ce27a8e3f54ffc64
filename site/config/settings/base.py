"""Settings shared by every environment. Only this package reads environment variables.

Every variable is documented in docs/operating/settings.md; a test keeps the two in step.
"""

from pathlib import Path
from zoneinfo import available_timezones

import environ
from csp.constants import NONE, SELF

from config import languages as site_languages

BASE_DIR = Path(__file__).resolve().parents[3]

env = environ.Env()
_env_file = BASE_DIR / ".env"
if _env_file.exists():
    env.read_env(str(_env_file))

VAR_DIR = Path(env.str("APPRODO_VAR", default=str(BASE_DIR / "var")))

SECRET_KEY = env.str("SECRET_KEY", default="")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
SITE_NAME = "Approdo"

INSTALLED_APPS = [
    # pages
    "home",
    "guides",
    "news",
    "events",
    "projects",
    "volunteering",
    # services
    "search",
    "translations",
    "editorial",
    "delivery",
    # contract and shared pieces
    "core",
    # people, places of help, words
    "directory",
    "glossary",
    "facts",
    # things everything points to
    "taxonomy",
    "media",
    "accounts",
    # Wagtail
    "wagtail_localize",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.routable_page",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    # Django
    "django_linear_migrations",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "delivery.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "delivery.compression.CompactHtmlMiddleware",
    "csp.middleware.CSPMiddleware",
    "delivery.middleware.AdminPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "delivery.middleware.LanguageMiddleware",
    "delivery.reading.SecondLanguagesMiddleware",
    "delivery.reads.ReadsMiddleware",
    "search.middleware.ClickMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "delivery.middleware.MaintenanceMiddleware",
    "core.desk.kept.KeptMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS: list[str] = []
AUTH_USER_MODEL = "accounts.User"
WAGTAILIMAGES_IMAGE_MODEL = "media.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "media.CustomDocument"

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

# Data ------------------------------------------------------------------------------------------
# SQLite: with Django's defaults most concurrent publishes fail with "database is locked".
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
    "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-32000;",
}


def database(url: str) -> dict[str, object]:
    """Turn a DATABASE_URL into Django's settings, with the options each engine needs."""
    config: dict[str, object] = dict(environ.Env.db_url_config(url))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = SQLITE_OPTIONS
    else:
        config["CONN_HEALTH_CHECKS"] = True
        config["CONN_MAX_AGE"] = 60
    return config


DATABASES = {
    "default": database(env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'approdo.sqlite3'}"))
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        # "modelsearch" is the queue Wagtail's own index updates ask for.
        "QUEUES": [],
    }
}
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"

# Static files: plain files, no build step ---------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "site" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "delivery.static.CompactStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

# Languages --------------------------------------------------------------------------------------
site_languages.register(site_languages.LANGUAGES)
LANGUAGE_CODE = site_languages.SOURCE_LANGUAGE
LANGUAGES = [(language.code, language.native) for language in site_languages.LANGUAGES]
LANGUAGES_BIDI = sorted(
    {"he", "ar", "ar-dz", "ckb", "fa", "ug", "ur", "ps", "prs"}
    | {language.code for language in site_languages.LANGUAGES if language.bidi}
)
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
# Our own texts, then Italian words that the catalogues of the packages leave out.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "upstream"]
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Rome")
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = "config.formats"

# Wagtail ----------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("it", "Italiano"), ("en", "English")]
# Systems add names, such as "localtime", that browsers do not know.
WAGTAIL_USER_TIME_ZONES = sorted(name for name in available_timezones() if "/" in name)
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = True
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
WAGTAIL_APPEND_SLASH = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin_backend"}}
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
# A busy photograph stays below 30 KB on a phone with two points for each pixel (tests/media).
WAGTAILIMAGES_AVIF_QUALITY = 40
WAGTAILIMAGES_WEBP_QUALITY = 60
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "odt", "ods", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# wagtail-localize: a translation goes live only when somebody publishes it, never by itself.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# Machine translation: off without a service. The letters of a run and of a month are limited, so that
# nobody spends a fortune by mistake; the price is what the service asks for a million letters, in euros.
MACHINE_TRANSLATOR = env.str("MACHINE_TRANSLATOR", default="")
MACHINE_TRANSLATOR_URL = env.str("MACHINE_TRANSLATOR_URL", default="http://127.0.0.1:5000")
MACHINE_TRANSLATOR_KEY = env.str("MACHINE_TRANSLATOR_KEY", default="")
MACHINE_TRANSLATION_PRICE = env.float("MACHINE_TRANSLATION_PRICE", default=0.0)
MACHINE_TRANSLATION_MOST_RUN = env.int("MACHINE_TRANSLATION_MOST_RUN", default=200_000)
MACHINE_TRANSLATION_MOST_MONTH = env.int("MACHINE_TRANSLATION_MOST_MONTH", default=500_000)
_MACHINES: dict[str, dict[str, object]] = {
    "libretranslate": {
        "CLASS": "wagtail_localize.machine_translators.libretranslate.LibreTranslator",
        "OPTIONS": {
            "LIBRETRANSLATE_URL": MACHINE_TRANSLATOR_URL, "API_KEY": MACHINE_TRANSLATOR_KEY,
            "TIMEOUT": 30,
        },
    },
    "deepl": {
        "CLASS": "translations.machine.services.DeepL",
        "OPTIONS": {"AUTH_KEY": MACHINE_TRANSLATOR_KEY, "TIMEOUT": 30},
    },
}  # fmt: skip
if MACHINE_TRANSLATOR:
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = _MACHINES[MACHINE_TRANSLATOR]

# Search -----------------------------------------------------------------------------------------
# The embedded index is always there; Elasticsearch answers instead of it where it is set.
SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="fts5")
SEARCH_DIR = Path(env.str("SEARCH_DIR", default=str(VAR_DIR / "search")))
SEARCH_PROCESSES = env.int("SEARCH_PROCESSES", default=None)
ELASTICSEARCH_URLS = env.list("ELASTICSEARCH_URLS", default=["http://127.0.0.1:9200"])
ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX", default="approdo")
SEARCH_CHAINS = {language.code: language.reads for language in site_languages.LANGUAGES}
# A guide says what to do; a question and a word are short, and BM25 prefers short texts.
SEARCH_BOOSTS = {"guide": 1.25, "question": 0.9}

# Workflows ----------------------------------------------------------------------------------------
WAGTAIL_FINISH_WORKFLOW_ACTION = "core.finishing.publish_approved"

# Answers to calls ---------------------------------------------------------------------------------
# X25519 keys in base64 (`manage.py makekeys`). The public one takes answers; the private ones open
# them, newest first, and are given only to the processes in which organisations read.
APPLICATIONS_PUBLIC_KEY = env.str("APPLICATIONS_PUBLIC_KEY", default="")
APPLICATIONS_PRIVATE_KEYS = env.list("APPLICATIONS_PRIVATE_KEYS", default=[])

# Links outside the site ---------------------------------------------------------------------------
LINK_CHECKS = env.bool("LINK_CHECKS", default=True)
LINK_CHECKS_PRIVATE = False  # addresses of private networks are never asked; tests ask their own

# By the clock (`manage.py tick`): name, command, seconds between two runs -----------------------------
DAY = 24 * 60 * 60
CLOCK: dict[str, tuple[list[str], int]] = {
    "scheduled pages": (["publish_due"], 50),
    "search: what was missed": (["search", "reconcile"], 15 * 60),
    "search: states of the day": (["search", "reconcile", "--deep"], DAY),
    "search: rare words": (["search", "forget"], DAY),
    "translations: what every page is": (["translations", "refresh"], DAY),
    "translations: files past their time": (["translations", "forget"], DAY),
    "translations: work left standing": (["translations", "resume"], 50),
    "answers past their time": (["purge_answers"], DAY),
    "organisations: notices": (["remind_organisations"], 5 * 60),
    "applications past their time": (["purge_applications"], DAY),
    "sheets of calls nobody imported": (["import_calls", "--forget"], 60 * 60),
    "feedback past its time": (["purge_feedback"], DAY),
    "facts that take effect": (["facts_take_effect"], 60),
    "colleagues: what is due, what waits": (["remind_colleagues"], 60 * 60),
    "links: which answer": (["check_links", "--later"], 5 * 60),
    "links: where they stand": (["check_links", "--gather", "--later"], DAY),
    "reads past their time": (["purge_reads"], DAY),
    "new calls by mail": (["call_alerts"], 60 * 60),
}

# Safety -----------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],
    }
}
# The admin of Wagtail writes styles and small scripts into its pages.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "media-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [SELF],
    "frame-ancestors": [SELF],
    "worker-src": [SELF, "blob:"],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
        "xr-spatial-tracking",
    )
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 8
CSRF_COOKIE_SAMESITE = "Lax"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Mail -------------------------------------------------------------------------------------------
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="approdo@example.org")

# The site's own switches ------------------------------------------------------------------------
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=True)
MAINTENANCE = env.bool("MAINTENANCE", default=False)
APPRODO_DEMO = env.bool("APPRODO_DEMO", default=False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"private": {"()": "delivery.log_filters.HidePrivateLinks"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["private"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
