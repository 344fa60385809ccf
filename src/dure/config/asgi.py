"""The ASGI entry point that `dure serve` runs."""

import os
from importlib import import_module

from django.conf import settings
from django.core.asgi import get_asgi_application

from dure.foundation.installation.running import hold_home

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dure.config.settings")
application = get_asgi_application()
# With the addresses come all pages: the first visitor should not wait for them.
import_module(settings.ROOT_URLCONF)
hold_home()
