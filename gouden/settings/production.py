"""A public server: every secret from the environment, https only, log lines in JSON."""

from gouden import env
from gouden.settings.base import *  # noqa: F403

env.require("SECRET_KEY", "ALLOWED_HOSTS", "GOUDEN_BASE_URL", "DATABASE_URL", "EMAIL_URL")

DEBUG = False
SECRET_KEY = env.secret("SECRET_KEY")
GOUDEN_BASE_URL = env.public_url("GOUDEN_BASE_URL")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", GOUDEN_BASE_URL)

SECURE_SSL_REDIRECT = env.boolean("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# As many as add to X-Forwarded-For the address they were asked from; the API counts requests by it.
REST_FRAMEWORK["NUM_PROXIES"] = env.number("GOUDEN_PROXIES", 1)
# For how long browsers come back by https only, whatever happens here: hard to undo, so an hour until all is well, and
# for this name alone. docs/howto/deploy.md says when to raise it.
SECURE_HSTS_SECONDS = env.number("GOUDEN_HSTS_SECONDS", 3_600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.boolean("GOUDEN_HSTS_SUBDOMAINS", False)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [GOUDEN_BASE_URL]
# W005 and W021 ask for HSTS on all names under ours, and for preload. That is for the owner of the domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

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

env.refuse_unknown()
