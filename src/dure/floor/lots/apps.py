from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LotsConfig(AppConfig):
    name = "dure.floor.lots"
    label = "lots"

    def ready(self) -> None:
        """Make the pages, permissions and words known."""
        from dure.floor.lots.access import VIEW_RECALL
        from dure.floor.lots.models import MockRecall
        from dure.floor.lots.words import ACTIONS
        from dure.floor.plant.frame import add_page
        from dure.foundation.access.registry import register_view
        from dure.foundation.ledger.words import name_actions

        register_view(MockRecall, VIEW_RECALL)
        name_actions(ACTIONS)
        add_page(50, _("Lots"), "lots:list")
        add_page(115, _("Mock recalls"), "lots:recalls", leads=False)
