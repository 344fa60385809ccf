from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProspectsConfig(AppConfig):
    name = "dure.journey.prospects"
    label = "prospects"

    def ready(self) -> None:
        """Make the transition tables, the view permissions and the words of the ledger known."""
        from dure.foundation.access.registry import register_view
        from dure.foundation.ledger.words import name_actions
        from dure.foundation.search.registry import name_kind, register_indexer
        from dure.journey.prospects import states  # noqa: F401  (registers its tables)
        from dure.journey.prospects.access import SEE, WRITE_UP
        from dure.journey.prospects.finding import KIND, index_all
        from dure.journey.prospects.models import Interest, Visit

        register_view(Interest, SEE)
        register_view(Visit, WRITE_UP)
        name_kind(KIND, _("Interest forms"))
        register_indexer(index_all)
        name_actions(
            {
                "prospects.receive_interest": _("Interest form received"),
                "prospects.correct_interest": _("Interest form corrected"),
                "prospects.enter_sheet": _("Interest forms entered from a file"),
                "prospects.plan_visit": _("Visit planned"),
                "prospects.move_visit": _("Visit moved"),
                "prospects.cancel_visit": _("Visit cancelled"),
                "prospects.write_up_visit": _("Visit written up"),
                "prospects.mark_duplicate": _("Marked as a duplicate"),
                "prospects.withdraw_interest": _("Interest form withdrawn"),
                "prospects.restore_interest": _("Interest form restored"),
                "prospects.become_application": _("Firm registered for the application"),
                "prospects.mark_applied": _("Application started"),
            }
        )
