from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "dure.demo"
    label = "demo"

    def ready(self) -> None:
        """Name the one act of this room, and let the factories of a demo go on."""
        from dure.demo.factories.live import go_on
        from dure.foundation.jobs.worker import add_chore
        from dure.foundation.ledger.words import name_actions

        name_actions({"demo.finish_build": _("Demo year built")})
        add_chore(go_on)
