from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntryConfig(AppConfig):
    name = "dure.floor.entry"
    label = "entry"

    def ready(self) -> None:
        """Make permissions, words and pages known."""
        from dure.floor.entry.access import KEEP_DEVICE, KEEP_SOURCE, VIEW_CORRECTION
        from dure.floor.entry.models import Badge, DeskCorrection, Device, Source
        from dure.floor.entry.records.words import ACTIONS as RECORD_ACTIONS
        from dure.floor.entry.sheet.words import ACTIONS as SHEET_ACTIONS
        from dure.floor.entry.suppliers.words import ACTIONS as SOURCE_ACTIONS
        from dure.floor.entry.words import ACTIONS
        from dure.floor.plant.frame import add_page
        from dure.foundation.access.registry import register_view
        from dure.foundation.ledger.words import name_actions

        register_view(Device, KEEP_DEVICE)
        register_view(Badge, KEEP_DEVICE)
        register_view(Source, KEEP_SOURCE)
        register_view(DeskCorrection, VIEW_CORRECTION)
        for actions in (ACTIONS, SOURCE_ACTIONS, SHEET_ACTIONS, RECORD_ACTIONS):
            name_actions(actions)
        add_page(139, _("Records"), "entry:records", leads=False)
        add_page(175, _("Tablets and phones"), "entry:devices", leads=False)
        add_page(176, _("Excel forms"), "entry:excel", leads=False)
        add_page(177, _("Systems that tell events"), "entry:sources", leads=False)
