from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    name = "dure.floor.quality"
    label = "quality"

    def ready(self) -> None:
        """Make table, permissions, pages and words known, and listen to critical records."""
        from dure.floor.events.news import CriticalTold
        from dure.floor.plant.frame import add_page
        from dure.floor.quality import finding, states  # noqa: F401  (states registers the table)
        from dure.floor.quality.access import VIEW_RECORD
        from dure.floor.quality.models import AlarmPlan, Calibration, DayReview, Deviation, LimitAlarm
        from dure.floor.quality.words import ACTIONS
        from dure.foundation.access.registry import register_view
        from dure.foundation.jobs.worker import add_chore
        from dure.foundation.ledger.words import name_actions
        from dure.foundation.workflow.events import subscribe

        for model in (Deviation, Calibration, DayReview, LimitAlarm, AlarmPlan):
            register_view(model, VIEW_RECORD)
        name_actions(ACTIONS)
        add_page(50, _("HACCP"), "quality:haccp")
        add_page(60, _("Checks"), "quality:checks")
        subscribe(CriticalTold, finding.heard)
        add_chore(finding.look_again)
