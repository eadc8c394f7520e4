"""What Django needs to know, from the region's settings, as plain lists."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from hundred.base.errors import Invalid
from hundred.lake.fence import Fence, FenceLimits
from hundred.lake.home import Lake
from hundred.site.settings import Settings

_MEGABYTE = 1_000_000
_LEAST_MEMORY = 100  # megabytes that the engine needs for anything
_WORKING_DAY = 12 * 60 * 60  # seconds a sign-in lasts: on a shared machine nobody inherits yesterday's


def as_django(settings: Settings) -> dict[str, Any]:
    """Django's settings for this region."""
    return {
        **_rooms(),
        **_security(settings),
        **_accounts(),
        **_mail(settings),
        "DATABASES": {"default": database(settings.database)},
        "LAKE": Lake(settings.lake_root, lake_catalogue(settings.database)),
        "FENCE": Fence(fence_limits(settings), settings.lake_root / "scratch" / "turns"),
        "REGION": settings,
        "UPLOAD_LIMIT": settings.upload_limit_mb * _MEGABYTE,
        "CACHES": {
            "default": {
                "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
                "LOCATION": str(settings.home / "cache"),
                "OPTIONS": {"MAX_ENTRIES": 20_000},
            }
        },
        "FILE_UPLOAD_TEMP_DIR": str(settings.lake_root / "scratch"),
        "FILE_UPLOAD_HANDLERS": ["hundred.interfaces.web.uploads.OfficersFiles"],
        "DATA_UPLOAD_MAX_NUMBER_FILES": 2_000,
        "LOGGING": _logging(),
    }


def fence_limits(settings: Settings) -> FenceLimits:
    """What strangers' SQL may take. Raises Invalid where nothing could be asked within it."""
    wanted = ("memory_mb", "seconds", "rows", "answer_mb")
    for name in wanted:
        if (value := getattr(settings, f"sql_{name}")) < 1:
            raise Invalid(f"The setting sql_{name} must be at least 1, not {value}.")
    if settings.sql_memory_mb < _LEAST_MEMORY:
        raise Invalid(f"The setting sql_memory_mb must be at least {_LEAST_MEMORY}.")
    return FenceLimits(
        **{name: getattr(settings, f"sql_{name}") for name in wanted}, at_once=settings.sql_at_once
    )


def _rooms() -> dict[str, Any]:
    return {
        "ROOT_URLCONF": "hundred.site.urls",
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "INSTALLED_APPS": [
            "hundred.accounts",
            "hundred.catalogue",
            "hundred.stewardship",
            "hundred.community",
            "hundred.interfaces.web",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "allauth",
            "allauth.account",
        ],
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "hundred.interfaces.web.middleware.headers",  # before whatever sets a cookie, to see that it does
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "hundred.interfaces.web.middleware.who_asks",
            "hundred.interfaces.web.errors.AsPages",
            "allauth.account.middleware.AccountMiddleware",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.jinja2.Jinja2",
                "DIRS": [],
                "APP_DIRS": False,
                "OPTIONS": {
                    "environment": "hundred.interfaces.web.environment.environment",
                    "context_processors": [
                        "django.contrib.messages.context_processors.messages",
                        "hundred.interfaces.web.context.shared",
                    ],
                },
            },
            {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
        ],
        "STATIC_URL": "/static/",
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_MAX_AGE": 300,  # assets keep their names from one release to the next
        "LANGUAGE_CODE": "en-gb",
        "TIME_ZONE": "Europe/London",
        "USE_TZ": True,
        "USE_I18N": True,
        "USE_THOUSAND_SEPARATOR": True,
    }


def _security(settings: Settings) -> dict[str, Any]:
    host = urlsplit(settings.base_url).hostname or ""
    secure = settings.base_url.startswith("https://")
    proxied = {
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
        "USE_X_FORWARDED_HOST": False,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    }
    return {
        "SECRET_KEY": settings.secret_key,
        "CSRF_FAILURE_VIEW": "hundred.interfaces.web.errors.csrf_failed",
        "DEBUG": settings.debug,
        "ALLOWED_HOSTS": sorted({*settings.allowed_hosts, host, "localhost", "127.0.0.1", "[::1]"} - {""}),
        "CSRF_TRUSTED_ORIGINS": [settings.base_url.rstrip("/")],
        "SESSION_COOKIE_SECURE": secure,
        "CSRF_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "SECURE_HSTS_SECONDS": 31_536_000 if secure else 0,
        "SECURE_REFERRER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        **(proxied if settings.behind_https_proxy else {}),
    }


def _accounts() -> dict[str, Any]:
    checks = "django.contrib.auth.password_validation."
    return {
        "AUTH_USER_MODEL": "accounts.Account",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": checks + "UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ("name", "email")},
            },
            {"NAME": checks + "MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
            {"NAME": checks + "CommonPasswordValidator"},
        ],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/",
        "LOGOUT_REDIRECT_URL": "/",
        "ACCOUNT_ADAPTER": "hundred.interfaces.web.pages.accounts.Adapter",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_LOGIN_ON_PASSWORD_RESET": False,
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
        "ACCOUNT_SESSION_REMEMBER": True,
        "SESSION_COOKIE_AGE": _WORKING_DAY,
        "ACCOUNT_RATE_LIMITS": {"login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/m/key"},
    }


def _mail(settings: Settings) -> dict[str, Any]:
    if not settings.email_url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
            "DEFAULT_FROM_EMAIL": settings.email_from,
        }
    address = urlsplit(settings.email_url)
    if address.scheme not in ("smtp", "smtps", "smtp+tls") or not address.hostname:
        raise Invalid("The setting email_url must look like smtp+tls://user:password@host:587.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": address.hostname,
        "EMAIL_PORT": address.port or (465 if address.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(address.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(address.password or ""),
        "EMAIL_USE_SSL": address.scheme == "smtps",
        "EMAIL_USE_TLS": address.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": settings.email_from,
    }


def database(url: str) -> dict[str, Any]:
    """Django's description of the database at this address. Raises Invalid for kinds we do not speak to."""
    address = urlsplit(url)
    if address.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": address.path.removeprefix("/") if address.path.startswith("//") else address.path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    if address.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(address.path.lstrip("/")),
            "USER": unquote(address.username or ""),
            "PASSWORD": unquote(address.password or ""),
            "HOST": address.hostname or dict(parse_qsl(address.query)).get("host", ""),
            "PORT": str(address.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise Invalid(
        f"The setting database_url names a kind of database that Hundred does not use: {address.scheme}.",
        "Leave it empty for SQLite, or use postgresql://user:password@host/name.",
    )


def lake_catalogue(url: str) -> str:
    """The same database as SQLAlchemy writes it, for the lake's Iceberg catalogue."""
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in ("postgresql", "postgres") else url


def _logging() -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {"hundred": {"level": "INFO"}, "pyiceberg": {"level": "ERROR"}},
    }
