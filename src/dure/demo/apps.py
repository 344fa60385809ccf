from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "dure.demo"
    label = "demo"

    def ready(self) -> None:
        """Name the one act of this room."""
        from dure.foundation.ledger.words import name_actions

        name_actions({"demo.finish_build": _("Demo year built")})
