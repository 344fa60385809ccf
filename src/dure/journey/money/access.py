"""Who sees deposits, claims, payments, imported lists and the books, and who works on them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
from dure.foundation.access.permission import Permission, Scope, everything

STAFF = (Role.OPERATOR, Role.APPROVER)
DESK = (*STAFF, Role.COMMITTEE)
OF_CLAIM, OF_AGREEMENT, OF_PROGRAMME = "agreement__programme__", "programme__", ""


def _operators(path: str, *roles: Role) -> Scope:
    def scope(actor: Actor) -> Q:
        return Q(**{f"{path}operator_id__in": actor.organisations(*roles)})

    return scope


def _province(path: str) -> Scope:
    def scope(actor: Actor) -> Q:
        return Q(**{f"{path}province_id__in": actor.places(Role.PROVINCE)})

    return scope


def _city(field: str) -> Scope:
    def scope(actor: Actor) -> Q:
        return Q(**{f"{field}__in": actor.places(Role.CITY)})

    return scope


def _firm(field: str) -> Scope:
    def scope(actor: Actor) -> Q:
        return Q(**{f"{field}__in": actor.organisations(Role.FIRM)})

    return scope


def _readers(claim: str) -> dict[Role, Scope]:
    """Those who read whatever hangs on an agreement found by this path."""
    programme = f"{claim}agreement__programme__"
    return {
        **dict.fromkeys(DESK, _operators(programme, *DESK)),
        Role.PROVINCE: _province(programme),
        Role.CITY: _city(f"{claim}agreement__city_id"),
        **dict.fromkeys((Role.COUNCIL, Role.AUDITOR), everything),
    }


def _staff(path: str) -> dict[Role, Scope]:
    return dict.fromkeys(STAFF, _operators(path, *STAFF))


_READ_MONEY = _("Claims and payments are open to the firm, the operator, those who fund it, and audit.")
_KEEP_MONEY = _("Claims and payments are looked after by the operator's staff.")
_OF_STAFF = _("Payments, imports and the books are kept by the operator's staff and read by audit.")

LIST_CLAIMS = Permission(
    name="money.list_claims",
    scopes=_readers(""),
    refusal=_("The list of claims is for the operator, the province, cities and counties, and audit."),
)
VIEW_CLAIM = Permission(
    name="money.view_claim", scopes={**_readers(""), Role.FIRM: _firm("agreement__firm_id")}, refusal=_READ_MONEY
)
VIEW_LATE = Permission(
    name="money.view_late_charge", scopes={**_readers(""), Role.FIRM: _firm("agreement__firm_id")}, refusal=_READ_MONEY
)
DECIDE_LATE = Permission(
    name="money.decide_late_charge",
    scopes={Role.APPROVER: _operators(OF_CLAIM, Role.APPROVER)},
    refusal=_("Liquidated damages are decided by those who approve for the operator."),
)
VIEW_LINE = Permission(
    name="money.view_claim_line",
    scopes={**_readers("claim__"), Role.FIRM: _firm("claim__agreement__firm_id")},
    refusal=_READ_MONEY,
)
VIEW_DEPOSIT = Permission(
    name="money.view_deposit", scopes={**_readers(""), Role.FIRM: _firm("agreement__firm_id")}, refusal=_READ_MONEY
)
VIEW_PAYMENT = Permission(
    name="money.view_payment",
    scopes={**_readers("claim__"), Role.FIRM: _firm("claim__agreement__firm_id")},
    refusal=_READ_MONEY,
)
OWN_CLAIMS = Permission(
    name="money.own_claims",
    scopes={Role.FIRM: _firm("agreement__firm_id")},
    refusal=_("This page is for firms with an agreement."),
)
CLAIM = Permission(
    name="money.claim",
    scopes={**_staff(OF_AGREEMENT), Role.FIRM: _firm("firm_id")},
    refusal=_("Money is claimed by the firm of the agreement, or by the operator's staff for it."),
)
WRITE_CLAIM = Permission(
    name="money.write_claim",
    scopes={**_staff(OF_CLAIM), Role.FIRM: _firm("agreement__firm_id")},
    refusal=_("A claim is written by the firm of the agreement, or by the operator's staff for it."),
)
WRITE_LINE = Permission(
    name="money.write_claim_line",
    scopes={**_staff(f"claim__{OF_CLAIM}"), Role.FIRM: _firm("claim__agreement__firm_id")},
    refusal=_("A claim is written by the firm of the agreement, or by the operator's staff for it."),
)
CONFIRM_DEPOSIT = Permission(name="money.confirm_deposit", scopes=_staff(OF_CLAIM), refusal=_KEEP_MONEY)
JUDGE_CLAIM = Permission(name="money.judge_claim", scopes=_staff(OF_CLAIM), refusal=_KEEP_MONEY)
REJECT_CLAIM = Permission(
    name="money.reject_claim",
    scopes={Role.APPROVER: _operators(OF_CLAIM, Role.APPROVER)},
    refusal=_("Only those who approve for the operator may reject a claim or give the last approval."),
)
SETTLE_PAYMENT = Permission(name="money.settle_payment", scopes=_staff(f"claim__{OF_CLAIM}"), refusal=_KEEP_MONEY)
MAKE_BATCH = Permission(name="money.make_batch", scopes=_staff(OF_PROGRAMME), refusal=_KEEP_MONEY)
KEEP_BATCH = Permission(name="money.keep_batch", scopes=_staff(OF_AGREEMENT), refusal=_KEEP_MONEY)
SEND_BATCH = Permission(
    name="money.send_batch",
    scopes={Role.APPROVER: _operators(OF_AGREEMENT, Role.APPROVER)},
    refusal=_("A payment batch is sent by those who approve for the operator."),
)
VIEW_BATCH = Permission(
    name="money.view_batch",
    scopes={**_staff(OF_AGREEMENT), Role.AUDITOR: everything},
    refusal=_OF_STAFF,
)
IMPORT = Permission(name="money.import_list", scopes=_staff(OF_PROGRAMME), refusal=_OF_STAFF)
KEEP_DRAFT = Permission(name="money.keep_import_draft", scopes=_staff(OF_AGREEMENT), refusal=_OF_STAFF)
VIEW_IMPORT = Permission(
    name="money.view_import",
    scopes={**_staff(OF_AGREEMENT), Role.AUDITOR: everything},
    refusal=_OF_STAFF,
)
MATCH_ROW = Permission(name="money.match_row", scopes=_staff("imported__programme__"), refusal=_OF_STAFF)
VIEW_BOOKS = Permission(
    name="money.view_books",
    scopes={
        **dict.fromkeys(DESK, _operators(OF_AGREEMENT, *DESK)),
        Role.PROVINCE: _province(OF_AGREEMENT),
        **dict.fromkeys((Role.COUNCIL, Role.AUDITOR), everything),
    },
    refusal=_("The books are open to the operator, the province, the council and audit."),
)


def _accountant(path: str = "") -> Scope:
    """The settlements a person was asked to review."""

    def scope(actor: Actor) -> Q:
        return Q(**{f"{path}accountant_id": actor.person_id})

    return scope


LIST_SETTLEMENTS = Permission(
    name="money.list_settlements",
    scopes={**_readers(""), Role.ACCOUNTANT: _accountant()},
    refusal=_("Settlements are open to the operator, the outside accountant, those who fund them, and audit."),
)
VIEW_SETTLEMENT = Permission(
    name="money.view_settlement",
    scopes={**LIST_SETTLEMENTS.scopes, Role.FIRM: _firm("agreement__firm_id")},
    refusal=_("A settlement is open to its firm, the operator, its accountant, those who fund it, and audit."),
)
OPEN_SETTLEMENT = Permission(
    name="money.open_settlement",
    scopes=_staff(OF_PROGRAMME),
    refusal=_("Settlements are opened and closed by the operator's staff."),
)
KEEP_SETTLEMENT = Permission(
    name="money.keep_settlement",
    scopes=_staff(OF_CLAIM),
    refusal=_("Settlements are opened and closed by the operator's staff."),
)
HAND_IN_SETTLEMENT = Permission(
    name="money.hand_in_settlement",
    scopes={**_staff(OF_CLAIM), Role.FIRM: _firm("agreement__firm_id")},
    refusal=_("A settlement is handed in by its firm, or by the operator's staff for it."),
)
REVIEW_SETTLEMENT = Permission(
    name="money.review_settlement",
    scopes={**_staff(OF_CLAIM), Role.ACCOUNTANT: _accountant()},
    refusal=_("A settlement is reviewed by the accountant it was given to, or by the operator's staff."),
)
DECIDE_SETTLEMENT = Permission(
    name="money.decide_settlement",
    scopes={Role.APPROVER: _operators(OF_CLAIM, Role.APPROVER)},
    refusal=_("A settlement is decided by those who approve for the operator."),
)
LIST_RECOVERIES = Permission(
    name="money.list_recoveries",
    scopes=_readers(""),
    refusal=_("Money due back is open to the operator, those who fund the programme, and audit."),
)
VIEW_RECOVERY = Permission(
    name="money.view_recovery",
    scopes={**LIST_RECOVERIES.scopes, Role.FIRM: _firm("agreement__firm_id")},
    refusal=_("Money due back is open to the firm, the operator, those who fund it, and audit."),
)
ORDER_RECOVERY = Permission(
    name="money.order_recovery",
    scopes={Role.APPROVER: _operators(OF_PROGRAMME, Role.APPROVER)},
    refusal=_("A recovery or surcharge is ordered by those who approve for the operator."),
)
KEEP_RECOVERY = Permission(
    name="money.keep_recovery",
    scopes=_staff(OF_CLAIM),
    refusal=_("What comes back is recorded by the operator's staff."),
)
WRITE_OFF = Permission(
    name="money.write_off",
    scopes={Role.APPROVER: _operators(OF_CLAIM, Role.APPROVER)},
    refusal=_("Money is written off by those who approve for the operator."),
)
READ_STATEMENTS = Permission(
    name="money.read_statements",
    scopes={
        **dict.fromkeys(DESK, _operators(OF_PROGRAMME, *DESK)),
        Role.PROVINCE: _province(OF_PROGRAMME),
        **dict.fromkeys((Role.CITY, Role.COUNCIL, Role.AUDITOR), everything),
    },
    refusal=_("The statements are open to the operator, the province, cities and counties, the council and audit."),
)
VIEW_SIGNAL = Permission(
    name="money.view_signal",
    scopes={
        **_staff(OF_AGREEMENT),
        **dict.fromkeys((Role.COUNCIL, Role.AUDITOR), everything),
    },
    refusal=_("Signals are open to the operator's staff, the council and audit only."),
)
FIND_SIGNALS = Permission(
    name="money.find_signals",
    scopes={**_staff(OF_PROGRAMME), Role.AUDITOR: everything},
    refusal=_("Signals are looked for by the operator's staff or audit."),
)
JUDGE_SIGNAL = Permission(
    name="money.judge_signal",
    scopes={**_staff(OF_AGREEMENT), Role.AUDITOR: everything},
    refusal=_("A signal is judged by the operator's staff or audit."),
)
