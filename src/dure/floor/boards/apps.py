from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BoardsConfig(AppConfig):
    name = "dure.floor.boards"
    label = "boards"

    def ready(self) -> None:
        """Make the pages known to each other, and have the worker tell the owners and keep what the days came to."""
        from dure.floor.boards.morning import tell_when_due
        from dure.floor.boards.night import keep_when_due
        from dure.floor.boards.reckoning import reckon_when_due
        from dure.floor.plant.frame import add_page
        from dure.foundation.jobs.worker import add_chore

        add_page(10, _("Today"), "boards:owner")
        add_page(20, _("This week"), "boards:week")
        add_page(30, _("Daily report"), "boards:report")
        add_page(40, _("Yield"), "boards:yields")
        add_page(110, _("Stops and defects"), "boards:pareto", leads=False)
        add_page(120, _("Plan and actual"), "boards:plan", leads=False)
        add_page(125, _("Electricity"), "boards:energy", leads=False)
        add_page(130, _("Key figures"), "boards:figures", leads=False)
        add_page(135, _("Reports for the state"), "boards:reports", leads=False)
        add_page(140, _("Records of several days"), "boards:raw", leads=False)
        add_page(150, _("Records held back"), "boards:held", leads=False)
        add_page(160, _("Records worth a look"), "boards:flags", leads=False)
        add_page(165, _("Take the records away"), "boards:take", leads=False)
        add_page(170, _("Wall display"), "boards:andon", leads=False)
        add_chore(tell_when_due)
        add_chore(reckon_when_due)
        add_chore(keep_when_due)
