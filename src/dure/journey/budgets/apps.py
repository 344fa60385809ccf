from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetsConfig(AppConfig):
    name = "dure.journey.budgets"
    label = "budgets"

    def ready(self) -> None:
        """Make the table, the permissions and the ledger's words known."""
        from dure.foundation.access.registry import register_view
        from dure.foundation.ledger.words import name_actions
        from dure.journey.budgets import states  # noqa: F401  (registers its table)
        from dure.journey.budgets.access import VIEW_LINES, VIEW_PROMISES
        from dure.journey.budgets.models import BudgetLine, Promise

        register_view(BudgetLine, VIEW_LINES)
        register_view(Promise, VIEW_PROMISES)
        name_actions(
            {
                "budgets.open_line": _("Opened a budget line"),
                "budgets.book": _("Booked on a budget line"),
                "budgets.carry_over": _("Carried budget over to the next fiscal year"),
                "budgets.undo_carry_over": _("Booked a carry-over back"),
                "budgets.promise": _("Promised money to a project"),
                "budgets.change_promise": _("Changed what a project is promised"),
                "budgets.promise_shares": _("Promised a project its funders' shares"),
                "budgets.spend": _("Spent on a project"),
                "budgets.take_back": _("Booked spending back"),
                "budgets.return_balance": _("Returned money to a funder"),
                "budgets.import": _("Took budget movements over from a sheet"),
                "budgets.settle_line": _("Settled a budget line"),
                "budgets.close_line": _("Closed a budget line"),
                "budgets.reopen_line": _("Opened a budget line again"),
            }
        )
