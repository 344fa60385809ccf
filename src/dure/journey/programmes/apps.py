from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "dure.journey.programmes"
    label = "programmes"

    def ready(self) -> None:
        """Make the transition tables, the view permissions and the words of the ledger known."""
        from dure.foundation.access.registry import register_view
        from dure.foundation.ledger.words import name_actions
        from dure.journey.programmes import states  # noqa: F401  (registers its tables)
        from dure.journey.programmes.access import SEE
        from dure.journey.programmes.models import Programme

        register_view(Programme, SEE)
        name_actions(
            {
                "programmes.create_programme": _("Programme created"),
                "programmes.close_programme": _("Programme closed"),
                "programmes.draft_notice": _("Draft of the notice begun"),
                "programmes.discard_draft": _("Draft of the notice discarded"),
                "programmes.publish_notice": _("Notice published"),
                "programmes.reopen_intake": _("Intake reopened"),
                "programmes.move_places": _("Places moved"),
            }
        )
