"""The lists of lines, movements and promises; each goes to Excel as it is filtered."""

from dataclasses import replace

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Abs
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from dure.engine.money.rounding import rate_pct
from dure.foundation.access.routes import actor_of, needs
from dure.foundation.interface.lists import Action, Column, Empty, Filter, Kind, ListPage, State, render_list
from dure.journey.budgets.access import OPEN_LINES, VIEW_LINES, VIEW_PROMISES
from dure.journey.budgets.models import BudgetLine, LegalNature, Movement, MovementKind, Promise
from dure.journey.budgets.states import LineState

TONES = {LineState.OPEN: "info", LineState.SETTLED: "done", LineState.CLOSED: "neutral"}
CURRENT = F("budgeted_won") + F("carried_in_budget_won") + F("carried_in_cash_won")
CASH = F("granted_won") + F("carried_in_cash_won")
BALANCE = CASH - F("spent_won") - F("returned_won") - F("carry_cash_won")
CARRIED_ON = F("carry_budget_won") + F("carry_cash_won")


def state_of(row: BudgetLine) -> State:
    """A line's state."""
    return State(row.get_status_display(), TONES[LineState(row.status)])


def _years() -> list[tuple[str, str]]:
    years = BudgetLine.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct()
    return [(str(year), str(year)) for year in years]


YEAR = Filter("year", _("Fiscal year"), field="fiscal_year", choices=_years)

LINES = ListPage(
    key="budget-lines",
    title=_("Budget lines"),
    lead=_("What each funder set aside for each fiscal year, and how far it has come."),
    columns=(
        Column("name", _("Line"), Kind.LINK, sort="name", card=1, note=lambda row: row.funder.name),
        Column("fiscal_year", _("Fiscal year"), value=lambda row: str(row.fiscal_year), sort="fiscal_year", card=2),
        Column("nature", _("Legal nature"), value=lambda row: row.get_nature_display(), sort="nature"),
        Column("status", _("State"), Kind.STATE, value=state_of, sort="status"),
        Column("current", _("Budget of the year"), Kind.WON, sort="current", card=3),
        Column("requested_won", _("Grant requested"), Kind.WON, sort="requested_won", total=Sum("requested_won")),
        Column("decided_won", _("Grant decided"), Kind.WON, sort="decided_won", total=Sum("decided_won")),
        Column("promised_won", _("Promised to projects"), Kind.WON, total=Sum("promised_won")),
        Column("granted_won", pgettext_lazy("budget", "Granted"), Kind.WON, total=Sum("granted_won"), card=4),
        Column("spent_won", _("Spent"), Kind.WON, sort="spent_won", total=Sum("spent_won"), card=5),
        Column(
            "rate", _("Spending rate (of the grant)"), Kind.PCT, value=lambda row: rate_pct(row.spent_won, row.cash)
        ),
        Column("balance", _("Balance"), Kind.WON, sort="balance", total=Sum("balance"), card=6),
        Column("carried", _("Carried on"), Kind.WON, sort="carried", total=Sum("carried")),
        Column(
            "returned_won",
            pgettext_lazy("budget", "Returned"),
            Kind.WON,
            sort="returned_won",
            total=Sum("returned_won"),
        ),
    ),
    filters=(
        YEAR,
        Filter("nature", _("Legal nature"), field="nature", choices=LegalNature.choices),
        Filter("state", _("State"), field="status", choices=LineState.choices),
    ),
    search=lambda rows, q: rows.filter(Q(name__icontains=q) | Q(funder__name__icontains=q)),
    row_url=lambda row: reverse("budgets:line", args=[row.pk]),
    default_sort="fiscal_year",
    empty=Empty(_("No budget line yet"), _("Lines stand here once the operator has opened them.")),
    wide=True,
)
OPEN = Action(_("Open a line"), reverse_lazy("budgets:open"), "plus")
IMPORT = Action(_("Import from Excel"), reverse_lazy("budgets:import"), "upload")


def reckoned(rows: QuerySet[BudgetLine]) -> QuerySet[BudgetLine]:
    """The lines with the amounts that the database reckons for lists."""
    return rows.annotate(current=CURRENT, cash=CASH, balance=BALANCE, carried=CARRIED_ON)


@needs(VIEW_LINES)
@require_GET
def show_lines(request: HttpRequest) -> HttpResponseBase:
    """The lines within the reader's sight."""
    actor = actor_of(request)
    rows = VIEW_LINES.rows(actor, BudgetLine.objects.select_related("funder", "place"))
    page = replace(LINES, primary=OPEN) if OPEN_LINES.ask_role(actor) else LINES
    return render_list(request, page, reckoned(rows))


def _kind(row: Movement) -> str:
    return row.get_kind_display()


MOVEMENT_COLUMNS = (
    Column("on", pgettext_lazy("budget", "Date"), Kind.DATE, sort="on", card=2),
    Column("kind", _("Movement"), value=_kind, sort="kind", card=1),
    Column("amount_won", _("Amount"), Kind.WON, sort=Abs("amount_won"), card=3),
    Column("letter_no", _("Official letter"), sort="letter_no", card=4),
    Column("firm", _("Project"), value="application.firm.name"),
    Column("reason", _("Reason"), card=5),
    Column("booked_by", _("Booked by"), value="booked_by.name"),
    Column("booked_at", _("Booked at"), Kind.MOMENT, sort="booked_at"),
)
KIND = Filter("kind", _("Movement"), field="kind", choices=MovementKind.choices)

MOVEMENTS = ListPage(
    key="budget-movements",
    title=_("Budget movements"),
    lead=_("Everything that was booked on the lines, with the official letters it rests on."),
    columns=(
        Column("line", _("Line"), Kind.LINK, value="line.name", card=6, note=lambda row: row.line.funder.name),
        Column("year", _("Fiscal year"), value=lambda row: str(row.line.fiscal_year), sort="line__fiscal_year"),
        *MOVEMENT_COLUMNS,
    ),
    filters=(KIND, replace(YEAR, field="line__fiscal_year")),
    search=lambda rows, q: rows.filter(
        Q(letter_no__icontains=q) | Q(line__name__icontains=q) | Q(line__funder__name__icontains=q)
    ),
    row_url=lambda row: reverse("budgets:line", args=[row.line_id]),
    default_sort="-on",
    empty=Empty(_("Nothing is booked yet")),
    wide=True,
)


@needs(VIEW_LINES)
@require_GET
def show_movements(request: HttpRequest) -> HttpResponseBase:
    """Every movement on the lines within the reader's sight."""
    actor = actor_of(request)
    lines = VIEW_LINES.rows(actor, BudgetLine.objects.all())
    rows = Movement.objects.filter(line_id__in=lines.order_by().values("pk"))
    page = replace(MOVEMENTS, primary=IMPORT) if OPEN_LINES.ask_role(actor) else MOVEMENTS
    return render_list(request, page, rows.select_related("line__funder", "application__firm", "booked_by"))


PROMISES = ListPage(
    key="budget-promises",
    title=_("Money promised to projects"),
    lead=_("What each funder's grant decision gives each firm's project, and what of it is spent."),
    columns=(
        Column("firm", _("Firm"), value="application.firm.name", sort="application__firm__name", card=1),
        Column("number", _("Application number"), value="application.number", sort="application__number"),
        Column("funder", _("Funder"), value="line.funder.name", sort="line__funder__name", card=2),
        Column("line", _("Line"), value="line.name"),
        Column("year", _("Fiscal year"), value=lambda row: str(row.line.fiscal_year), sort="line__fiscal_year", card=3),
        Column("amount_won", _("Promised"), Kind.WON, sort="amount_won", total=Sum("amount_won"), card=4),
        Column("spent_won", _("Spent"), Kind.WON, sort="spent_won", total=Sum("spent_won"), card=5),
        Column("left", _("Left"), Kind.WON, sort="left", total=Sum("left"), card=6),
    ),
    filters=(replace(YEAR, field="line__fiscal_year"),),
    search=lambda rows, q: rows.filter(Q(application__firm__name__icontains=q) | Q(application__number__icontains=q)),
    default_sort="firm",
    empty=Empty(_("Nothing is promised yet"), _("Promises stand here once a selected firm's cost has been accepted.")),
)


def with_left(rows: QuerySet[Promise]) -> QuerySet[Promise]:
    """The promises with what is unspent of each."""
    return rows.annotate(left=F("amount_won") - F("spent_won"))


@needs(VIEW_PROMISES)
@require_GET
def show_promises(request: HttpRequest) -> HttpResponseBase:
    """The promises within the reader's sight."""
    rows = Promise.objects.filter(amount_won__gt=0).select_related("application__firm", "line__funder")
    return render_list(request, PROMISES, with_left(VIEW_PROMISES.rows(actor_of(request), rows)))
