"""Who sees deposits, claims, payments, imported lists and the books, and who works on them."""

from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import DESK, STAFF, Role
from dure.foundation.access.permission import Permission, Scope, everything
from dure.foundation.access.scopes import OVERSIGHT, in_city, in_province, of_firm, of_person, run_by

OF_CLAIM, OF_AGREEMENT, OF_PROGRAMME = "agreement__programme__", "programme__", ""


def _readers(claim: str) -> dict[Role, Scope]:
    """Those who read whatever hangs on an agreement found by this path."""
    programme = f"{claim}agreement__programme__"
    return {
        **run_by(programme, *DESK),
        **in_province(programme),
        **in_city(f"{claim}agreement__"),
        **OVERSIGHT,
    }


_READ_MONEY = _("Claims and payments are open to the firm, the operator, those who fund it, and audit.")
_KEEP_MONEY = _("Claims and payments are looked after by the operator's staff.")
_OF_STAFF = _("Payments, imports and the books are kept by the operator's staff and read by audit.")

LIST_CLAIMS = Permission(
    name="money.list_claims",
    scopes=_readers(""),
    refusal=_("The list of claims is for the operator, the province, cities and counties, and audit."),
)
VIEW_CLAIM = Permission(name="money.view_claim", scopes={**_readers(""), **of_firm("agreement__")}, refusal=_READ_MONEY)
VIEW_LATE = Permission(
    name="money.view_late_charge", scopes={**_readers(""), **of_firm("agreement__")}, refusal=_READ_MONEY
)
DECIDE_LATE = Permission(
    name="money.decide_late_charge",
    scopes=run_by(OF_CLAIM, Role.APPROVER),
    refusal=_("Liquidated damages are decided by those who approve for the operator."),
)
VIEW_LINE = Permission(
    name="money.view_claim_line",
    scopes={**_readers("claim__"), **of_firm("claim__agreement__")},
    refusal=_READ_MONEY,
)
VIEW_DEPOSIT = Permission(
    name="money.view_deposit", scopes={**_readers(""), **of_firm("agreement__")}, refusal=_READ_MONEY
)
VIEW_PAYMENT = Permission(
    name="money.view_payment",
    scopes={**_readers("claim__"), **of_firm("claim__agreement__")},
    refusal=_READ_MONEY,
)
OWN_CLAIMS = Permission(
    name="money.own_claims",
    scopes=of_firm("agreement__"),
    refusal=_("This page is for firms with an agreement."),
)
CLAIM = Permission(
    name="money.claim",
    scopes={**run_by(OF_AGREEMENT, *STAFF), **of_firm()},
    refusal=_("Money is claimed by the firm of the agreement, or by the operator's staff for it."),
)
WRITE_CLAIM = Permission(
    name="money.write_claim",
    scopes={**run_by(OF_CLAIM, *STAFF), **of_firm("agreement__")},
    refusal=_("A claim is written by the firm of the agreement, or by the operator's staff for it."),
)
WRITE_LINE = Permission(
    name="money.write_claim_line",
    scopes={**run_by(f"claim__{OF_CLAIM}", *STAFF), **of_firm("claim__agreement__")},
    refusal=_("A claim is written by the firm of the agreement, or by the operator's staff for it."),
)
CONFIRM_DEPOSIT = Permission(name="money.confirm_deposit", scopes=run_by(OF_CLAIM, *STAFF), refusal=_KEEP_MONEY)
JUDGE_CLAIM = Permission(name="money.judge_claim", scopes=run_by(OF_CLAIM, *STAFF), refusal=_KEEP_MONEY)
REJECT_CLAIM = Permission(
    name="money.reject_claim",
    scopes=run_by(OF_CLAIM, Role.APPROVER),
    refusal=_("Only those who approve for the operator may reject a claim or give the last approval."),
)
SETTLE_PAYMENT = Permission(
    name="money.settle_payment", scopes=run_by(f"claim__{OF_CLAIM}", *STAFF), refusal=_KEEP_MONEY
)
MAKE_BATCH = Permission(name="money.make_batch", scopes=run_by(OF_PROGRAMME, *STAFF), refusal=_KEEP_MONEY)
KEEP_BATCH = Permission(name="money.keep_batch", scopes=run_by(OF_AGREEMENT, *STAFF), refusal=_KEEP_MONEY)
SEND_BATCH = Permission(
    name="money.send_batch",
    scopes=run_by(OF_AGREEMENT, Role.APPROVER),
    refusal=_("A payment batch is sent by those who approve for the operator."),
)
VIEW_BATCH = Permission(
    name="money.view_batch",
    scopes={**run_by(OF_AGREEMENT, *STAFF), Role.AUDITOR: everything},
    refusal=_OF_STAFF,
)
IMPORT = Permission(name="money.import_list", scopes=run_by(OF_PROGRAMME, *STAFF), refusal=_OF_STAFF)
KEEP_DRAFT = Permission(name="money.keep_import_draft", scopes=run_by(OF_AGREEMENT, *STAFF), refusal=_OF_STAFF)
VIEW_IMPORT = Permission(
    name="money.view_import",
    scopes={**run_by(OF_AGREEMENT, *STAFF), Role.AUDITOR: everything},
    refusal=_OF_STAFF,
)
MATCH_ROW = Permission(name="money.match_row", scopes=run_by("imported__programme__", *STAFF), refusal=_OF_STAFF)
VIEW_BOOKS = Permission(
    name="money.view_books",
    scopes={
        **run_by(OF_AGREEMENT, *DESK),
        **in_province(OF_AGREEMENT),
        **OVERSIGHT,
    },
    refusal=_("The books are open to the operator, the province, the council and audit."),
)


LIST_SETTLEMENTS = Permission(
    name="money.list_settlements",
    scopes={**_readers(""), Role.ACCOUNTANT: of_person("accountant_id")},
    refusal=_("Settlements are open to the operator, the outside accountant, those who fund them, and audit."),
)
VIEW_SETTLEMENT = Permission(
    name="money.view_settlement",
    scopes={**LIST_SETTLEMENTS.scopes, **of_firm("agreement__")},
    refusal=_("A settlement is open to its firm, the operator, its accountant, those who fund it, and audit."),
)
OPEN_SETTLEMENT = Permission(
    name="money.open_settlement",
    scopes=run_by(OF_PROGRAMME, *STAFF),
    refusal=_("Settlements are opened and closed by the operator's staff."),
)
KEEP_SETTLEMENT = Permission(
    name="money.keep_settlement",
    scopes=run_by(OF_CLAIM, *STAFF),
    refusal=_("Settlements are opened and closed by the operator's staff."),
)
HAND_IN_SETTLEMENT = Permission(
    name="money.hand_in_settlement",
    scopes={**run_by(OF_CLAIM, *STAFF), **of_firm("agreement__")},
    refusal=_("A settlement is handed in by its firm, or by the operator's staff for it."),
)
REVIEW_SETTLEMENT = Permission(
    name="money.review_settlement",
    scopes={**run_by(OF_CLAIM, *STAFF), Role.ACCOUNTANT: of_person("accountant_id")},
    refusal=_("A settlement is reviewed by the accountant it was given to, or by the operator's staff."),
)
DECIDE_SETTLEMENT = Permission(
    name="money.decide_settlement",
    scopes=run_by(OF_CLAIM, Role.APPROVER),
    refusal=_("A settlement is decided by those who approve for the operator."),
)
LIST_RECOVERIES = Permission(
    name="money.list_recoveries",
    scopes=_readers(""),
    refusal=_("Money due back is open to the operator, those who fund the programme, and audit."),
)
VIEW_RECOVERY = Permission(
    name="money.view_recovery",
    scopes={**LIST_RECOVERIES.scopes, **of_firm("agreement__")},
    refusal=_("Money due back is open to the firm, the operator, those who fund it, and audit."),
)
ORDER_RECOVERY = Permission(
    name="money.order_recovery",
    scopes=run_by(OF_PROGRAMME, Role.APPROVER),
    refusal=_("A recovery or surcharge is ordered by those who approve for the operator."),
)
KEEP_RECOVERY = Permission(
    name="money.keep_recovery",
    scopes=run_by(OF_CLAIM, *STAFF),
    refusal=_("What comes back is recorded by the operator's staff."),
)
WRITE_OFF = Permission(
    name="money.write_off",
    scopes=run_by(OF_CLAIM, Role.APPROVER),
    refusal=_("Money is written off by those who approve for the operator."),
)
READ_STATEMENTS = Permission(
    name="money.read_statements",
    scopes={
        **run_by(OF_PROGRAMME, *DESK),
        **in_province(OF_PROGRAMME),
        **dict.fromkeys((Role.CITY, Role.COUNCIL, Role.AUDITOR), everything),
    },
    refusal=_("The statements are open to the operator, the province, cities and counties, the council and audit."),
)
# A city or county reads the statements of its own money and projects.
READ_WHOLE_BOOKS = Permission(
    name="money.read_whole_books",
    scopes={role: scope for role, scope in READ_STATEMENTS.scopes.items() if role is not Role.CITY},
    refusal=READ_STATEMENTS.refusal,
)
VIEW_SIGNAL = Permission(
    name="money.view_signal",
    scopes={
        **run_by(OF_AGREEMENT, *STAFF),
        **OVERSIGHT,
    },
    refusal=_("Signals are open to the operator's staff, the council and audit only."),
)
FIND_SIGNALS = Permission(
    name="money.find_signals",
    scopes={**run_by(OF_PROGRAMME, *STAFF), Role.AUDITOR: everything},
    refusal=_("Signals are looked for by the operator's staff or audit."),
)
JUDGE_SIGNAL = Permission(
    name="money.judge_signal",
    scopes={**run_by(OF_AGREEMENT, *STAFF), Role.AUDITOR: everything},
    refusal=_("A signal is judged by the operator's staff or audit."),
)
