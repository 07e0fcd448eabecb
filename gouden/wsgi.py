"""The WSGI application that gunicorn serves."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from gouden.env import BadEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouden.settings.production")

try:
    application = get_wsgi_application()
except BadEnvironment as error:
    sys.exit(f"Gouden start niet: {error}")
