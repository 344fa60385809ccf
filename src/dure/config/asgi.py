"""The ASGI entry point that `dure serve` runs."""

import os

from django.core.asgi import get_asgi_application

from dure.foundation.installation.running import hold_home

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dure.config.settings")
application = get_asgi_application()
hold_home()
