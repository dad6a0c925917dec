"""Settings, in the order of Django's documentation; every value that may differ comes from the environment."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from blogsite import environment as env
from posts.writable import PROCESSORS

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.read("VAR_DIR", BASE_DIR / "var", lambda value: Path(value).resolve())
VAR_DIR.mkdir(parents=True, exist_ok=True)

# Core
DEBUG = env.read("DEBUG", False, env.flag)
PORT = env.read("PORT", 8000, env.number(1, 65535))
SITE_URL = env.read("SITE_URL", f"http://127.0.0.1:{PORT}", env.address)
SITE_HOST = urlsplit(SITE_URL).hostname or ""
SITE_IS_HTTPS = SITE_URL.startswith("https:")
ALLOWED_HOSTS = env.read("ALLOWED_HOSTS", [SITE_HOST, "localhost", "127.0.0.1", "[::1]"], env.names)
TRUSTED_PROXIES: list[env.Network] = env.read("TRUSTED_PROXIES", [], env.networks)
DATABASES = {
    "default": env.read(
        "DATABASE_URL", env.database(f"sqlite:///{VAR_DIR / 'crosstalk.sqlite3'}"), env.database
    )
}
ON_SQLITE = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
if ON_SQLITE:
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # deferred ones fail with "database is locked" under concurrent writers
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
DATABASES["default"]["CONN_MAX_AGE"] = 60  # opening SQLite anew costs each request a millisecond, too
SECRET_KEY = env.read("SECRET_KEY", "", str)
if not SECRET_KEY:
    if not ON_SQLITE:
        env.stop("SECRET_KEY", "is required when DATABASE_URL is not SQLite")
    SECRET_KEY = env.kept_secret(VAR_DIR)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Applications
INSTALLED_APPS = [
    "blogsite.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "csp",
    "django_htmx",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django_prose_editor",
    "django_comments_xtd",
    "django_comments",
    "jobs",
    "posts",
    "comments",
    "trackbacks",
    "blogsite",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "blogsite.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",  # above the next, for a 304 keeps the policy that the page has
    "csp.middleware.CSPMiddleware",
    "blogsite.middleware.database_down",
    "blogsite.middleware.client_address",
    "blogsite.middleware.owners_language",
    "trackbacks.middleware.ping_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "blogsite.larger_texts.larger_texts",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "blogsite.urls"
WSGI_APPLICATION = "blogsite.wsgi.application"
APPEND_SLASH = True
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
                "blogsite.context.site",
            ],
        },
    }
]
SITE_ID = 1

# Requests: bounds of PROMISES 7; the ping endpoints read their own bodies under the same bounds
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000  # a post's admin form with its inlines; pings count their own 200
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Cache
REDIS_URL = env.read("REDIS_URL", "", env.redis_url)
PAGE_CACHE = env.read("PAGE_CACHE", True, env.flag)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# E-mail
DEFAULT_FROM_EMAIL = f"blog@{SITE_HOST or 'localhost'}"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10
for _name, _value in env.read("EMAIL_URL", env.mail("consolemail://"), env.mail).items():
    if _name != "OPTIONS":
        globals()[_name] = _value

# Globalization
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
LANGUAGES = [("en", "English"), ("de", "Deutsch")]  # those that have a catalogue
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "blogsite.formats"

# Security (PROMISES 21 and 22)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "blogsite.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if SITE_IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SITE_IS_HTTPS
SECURE_SSL_REDIRECT = False  # the proxy that ends TLS redirects; a redirect here would loop behind it
SILENCED_SYSTEM_CHECKS = ["security.W008"]
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXIES and SITE_IS_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# Signing in
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "home"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.read("MEDIA_ROOT", VAR_DIR / "media", lambda value: Path(value).resolve())
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "blogsite.static_bundle.BundledStaticFilesStorage"},
}

# Logging: to the console of the process that speaks
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# The editor: its own nodes beside those of the package
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {"js": ["admin_theme/editor/nodes.js", "admin_theme/editor/paste.js"], "extensions": PROCESSORS}
]

# Jobs
JOB_LEASE_SECONDS = 120  # task limit 90 s < lease 120 s < visibility 300 s
SCHEDULED = [
    "jobs.sweeping.beat",
    "posts.publishing.publish_due",
    "comments.expiry.erase_personal_data",
    "comments.expiry.trash_unconfirmed",
    "comments.expiry.erase_deleted",
    "comments.expiry.purge",
    "comments.models.progress.forget_old",
    "comments.models.notice.forget_old",
    "comments.akismet_account.ask_daily",
    "posts.throttling.forget_old",
    "posts.announcing.forget_unconfirmed",
    "posts.models.autosave.forget_old",
    "trackbacks.looking_again.look_again",
    "trackbacks.expiry.erase_senders",
    "jobs.sweeping.purge",
]

# Comments: django-comments-xtd copies these when it is imported
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "comments.models.PostComment"
COMMENTS_XTD_FORM_CLASS = "comments.forms.PostCommentForm"
COMMENTS_XTD_THREADED_EMAILS = False
COMMENTS_XTD_MAX_THREAD_LEVEL = 5

# Spam: the checks in their order, local ones first
SPAM_CHECKS = [
    "comments.checks.honeypot.Honeypot",
    "comments.checks.timing.Timing",
    "trackbacks.checks.not_found.NotFoundAtSource",
    "comments.checks.words.Words",
    "comments.checks.words.AllowList",
    "comments.checks.links.Links",
    "comments.checks.approved_before.ApprovedBefore",
    "comments.checks.known_spam.KnownSpam",
    "comments.checks.bbcode.BBCode",
    "comments.checks.patterns.Patterns",
    "comments.checks.trades.Trades",
    "comments.checks.language.Language",
    "trackbacks.checks.placing.LinkPlace",
    "trackbacks.checks.placing.LinkFarm",
    "trackbacks.checks.copying.Copied",
    "trackbacks.checks.titles.TitleIsBlog",
    "trackbacks.checks.titles.Stuffed",
    "trackbacks.checks.befriended.Befriended",
    "comments.checks.duplicate.Duplicate",
    "comments.checks.learned.Learned",
    "comments.checks.first_time.FirstTime",
    "comments.checks.akismet.AkismetCheck",
]
SPAM_LIST_PROBLEMS = "comments.checks.lists.problems"
AKISMET_API_KEY = env.read("AKISMET_API_KEY", "", str)
AKISMET_API_URL = env.read("AKISMET_API_URL", "https://rest.akismet.com", env.address)

# Pings
PING_PROTOCOLS = [  # in the order of preference
    "trackbacks.protocols.webmention",
    "trackbacks.protocols.trackback",
    "trackbacks.protocols.pingback",
]
PINGS_ALLOWED_PRIVATE_HOSTS: frozenset[tuple[str, int]] = env.read(
    "PINGS_ALLOWED_PRIVATE_HOSTS", frozenset(), env.hosts_with_ports
)
PINGS_UNDO_SECONDS = env.read("PINGS_UNDO_SECONDS", 60, env.number(0, 86400))
RATE_LIMITS = env.read("RATE_LIMITS", True, env.flag)
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = int(
    RATE_LIMITS
)  # 1, 2, 4 … seconds after wrong codes
