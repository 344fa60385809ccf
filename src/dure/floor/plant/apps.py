from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlantConfig(AppConfig):
    name = "dure.floor.plant"
    label = "plant"

    def ready(self) -> None:
        """Make permissions and words known."""
        from dure.floor.plant.access import OWN_DRAFT, VIEW_SHARING, VIEW_SITE, VIEW_VERSION
        from dure.floor.plant.frame import add_page
        from dure.floor.plant.models import Draft, PlantVersion, Sharing, Site
        from dure.floor.plant.papers import SUBJECTS
        from dure.floor.plant.words import ACTIONS
        from dure.foundation.access.registry import register_view
        from dure.foundation.documents.registry import register_subject
        from dure.foundation.ledger.words import name_actions

        for model, permission in (
            (Site, VIEW_SITE), (PlantVersion, VIEW_VERSION), (Sharing, VIEW_SHARING), (Draft, OWN_DRAFT),
        ):  # fmt: skip
            register_view(model, permission)
        for attached, subject in SUBJECTS.items():
            register_subject(attached, subject)
        name_actions(ACTIONS)
        add_page(180, _("Set-up"), "plant:overview", leads=False)
        add_page(190, _("Sharing"), "plant:sharing", leads=False)
