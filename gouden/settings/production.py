"""A public server: every secret from the environment, https only, log lines in JSON."""

from gouden import env
from gouden.settings.base import *  # noqa: F403

env.require("SECRET_KEY", "ALLOWED_HOSTS", "GOUDEN_BASE_URL", "DATABASE_URL", "EMAIL_URL")

DEBUG = False
SECRET_KEY = env.secret("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")

SECURE_SSL_REDIRECT = env.boolean("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# As many as add to X-Forwarded-For the address they were asked from; the API counts requests by it.
REST_FRAMEWORK["NUM_PROXIES"] = env.number("GOUDEN_PROXIES", 1)
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [GOUDEN_BASE_URL]
# W021 asks for HSTS preload. Whether a domain goes on that list is for its owner to decide, and hard to undo.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "gouden.web.operations.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Django and gunicorn have handlers of their own; from here on everything goes one way.
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # Faults of ours, and not each mistyped address.
        "django.request": {"level": "ERROR"},
    },
}
