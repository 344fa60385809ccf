"""Lists of the desk: claims, what waits for approval, the firms' cash, payments."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.interface import hangul
from dure.foundation.interface.lists import Column, Empty, Filter, Kind, ListPage, State, render_list
from dure.journey.money.access import CONFIRM_DEPOSIT, JUDGE_CLAIM, LIST_CLAIMS, VIEW_BATCH, VIEW_DEPOSIT
from dure.journey.money.labels import CLAIM_TONES, DEPOSIT_TONES, PAYMENT_TONES
from dure.journey.money.models import Claim, ClaimKind, Deposit
from dure.journey.money.queries import claims as claim_queries
from dure.journey.money.queries import payments as payment_queries
from dure.journey.money.states import ClaimState, DepositState, PaymentState
from dure.journey.money.views import found
from dure.journey.programmes import queries as programmes


def _claim_state(row: Claim) -> State:
    return State(row.get_status_display(), CLAIM_TONES[row.status])


def _search(rows: QuerySet[Any], q: str) -> QuerySet[Any]:
    return rows.filter(hangul.matches(q, field="agreement__search_key"))


def _cities(programme: Any) -> Filter:
    cities = [(city.code, city.name) for city in programmes.cities_of(programme)]
    return Filter("city", _("City or county"), field="agreement__city__code", choices=cities)


CLAIM_COLUMNS = (
    Column("number", gettext_lazy("Agreement"), Kind.LINK, value="agreement.number", sort="agreement__number", card=3),
    Column("firm", gettext_lazy("Firm"), value="agreement.firm.name", sort="agreement__firm__name", card=1),
    Column("city", gettext_lazy("City or county"), value="agreement.city.name", sort="agreement__city_id", card=5),
    Column("kind", gettext_lazy("Payment"), value=lambda row: row.get_kind_display(), sort="kind", card=4),
    Column("state", gettext_lazy("State"), Kind.STATE, value=_claim_state, sort="status", card=2),
    Column("public_won", gettext_lazy("To be paid"), Kind.WON, sort="public_won", total=Sum("public_won"), card=6),
    Column("lines", gettext_lazy("Lines"), Kind.NUMBER, value="n_lines", sort="n_lines"),
    Column("undecided", gettext_lazy("Lines to judge"), Kind.NUMBER, value="n_undecided", sort="n_undecided"),
    Column("submitted_at", gettext_lazy("Handed in"), Kind.MOMENT, sort="submitted_at", card=7),
)


def _counted(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    return rows.annotate(
        n_lines=Count("lines", distinct=True),
        n_undecided=Count("lines", filter=Q(lines__accepted_won__isnull=True), distinct=True),
    )


@needs(LIST_CLAIMS)
@require_GET
def claims(request: HttpRequest) -> HttpResponseBase:
    """Every claim of the programme."""
    programme = found.programme(request, LIST_CLAIMS)
    declared = ListPage(
        key="claims",
        title=pgettext("list", "Payment claims"),
        lead=_("Every claim of %(programme)s.") % {"programme": programme.name},
        columns=CLAIM_COLUMNS,
        filters=(
            Filter("status", _("State"), field="status", choices=ClaimState.choices),
            Filter("kind", _("Payment"), field="kind", choices=ClaimKind.choices),
            _cities(programme),
        ),
        search=_search,
        search_label=_("Firm, number"),
        row_url=lambda row: reverse("money:claim", args=[row.pk]),
        default_sort="-submitted_at",
        empty=Empty(_("No claim yet"), _("Claims appear here once firms begin them.")),
        wide=True,
    )
    rows = claim_queries.visible(actor_of(request)).filter(agreement__programme=programme)
    return render_list(request, declared, _counted(rows))


@needs(JUDGE_CLAIM)
@require_GET
def queue(request: HttpRequest) -> HttpResponseBase:
    """What this person could approve now: checked by another, and not approved by this person yet."""
    programme = found.programme(request, JUDGE_CLAIM)
    actor = actor_of(request)
    declared = ListPage(
        key="approvals",
        title=pgettext("list", "To approve"),
        lead=_("Claims that others checked. Each approval is another person's."),
        columns=(
            *CLAIM_COLUMNS[:6],
            Column("step", _("Next approval"), Kind.NUMBER, value=lambda row: row.n_given + 1, sort="n_given", card=8),
            Column("checked_by", _("Checked by"), value="checked_by.name", sort="checked_by__name"),
            Column("checked_at", _("Checked"), Kind.MOMENT, sort="checked_at", card=7),
        ),
        filters=(Filter("kind", _("Payment"), field="kind", choices=ClaimKind.choices),),
        search=_search,
        search_label=_("Firm, number"),
        row_url=lambda row: reverse("money:claim", args=[row.pk]),
        default_sort="checked_at",
        empty=Empty(_("Nothing waits for your approval"), _("Claims appear here once they are checked.")),
    )  # fmt: skip
    return render_list(request, declared, claim_queries.to_approve(actor).filter(agreement__programme=programme))


@needs(VIEW_DEPOSIT)
@require_GET
def deposits(request: HttpRequest) -> HttpResponseBase:
    """The firms' cash as reported, to be looked up in the accounts."""
    programme = found.programme(request, VIEW_DEPOSIT)
    rows = VIEW_DEPOSIT.rows(actor_of(request), Deposit.objects.filter(agreement__programme=programme))
    declared = ListPage(
        key="deposits",
        title=pgettext("list", "Firms' cash"),
        lead=_("What firms report as paid into their project accounts. Public money follows once it is confirmed."),
        columns=(
            Column("firm", _("Firm"), value="agreement.firm.name", sort="agreement__firm__name", card=1),
            Column("number", _("Agreement"), value="agreement.number", sort="agreement__number", card=3),
            Column("amount_won", _("Paid in"), Kind.WON, sort="amount_won", total=Sum("amount_won"), card=4),
            Column("paid_on", _("Day of payment"), Kind.DATE, sort="paid_on", card=5),
            Column("reference", _("Memo"), sort="reference"),
            Column(
                "state", _("State"), Kind.STATE, sort="status", card=2,
                value=lambda row: State(row.get_status_display(), DEPOSIT_TONES[row.status]),
            ),
        ),
        filters=(Filter("status", _("State"), field="status", choices=DepositState.choices),),
        search=_search,
        search_label=_("Firm, number"),
        default_sort="-paid_on",
        empty=Empty(_("Nothing reported yet"), _("Firms report here what they paid in.")),
    )  # fmt: skip
    waiting = CONFIRM_DEPOSIT.rows(actor_of(request), rows.filter(status=DepositState.REPORTED))
    context = {"waiting": list(waiting.select_related("agreement__firm").order_by("paid_on"))}
    listed = rows.select_related("agreement__firm")
    return render_list(request, declared, listed, context=context, template="money/deposits.html")


@needs(VIEW_BATCH)
@require_GET
def payments(request: HttpRequest) -> HttpResponseBase:
    """Every payment that was ordered."""
    programme = found.programme(request, VIEW_BATCH)
    declared = ListPage(
        key="payments",
        title=pgettext("list", "Payments"),
        lead=_("Public money ordered, sent and paid, one row a budget line."),
        columns=(
            Column("reference", _("Reference"), Kind.LINK, sort="reference", card=2),
            Column(
                "firm", _("Firm"), value="claim.agreement.firm.name", sort="claim__agreement__firm__name", card=1
            ),
            Column("funder", _("Funder"), value="line.funder.name", sort="line__funder__name", card=5),
            Column("year", _("Fiscal year"), Kind.TEXT, value="line.fiscal_year", sort="line__fiscal_year"),
            Column("amount_won", _("Amount"), Kind.WON, sort="amount_won", total=Sum("amount_won"), card=4),
            Column(
                "state", _("State"), Kind.STATE, sort="status", card=3,
                value=lambda row: State(row.get_status_display(), PAYMENT_TONES[row.status]),
            ),
            Column("batch", _("Batch"), value="batch.number", sort="batch__number"),
            Column("ordered_at", _("Ordered"), Kind.MOMENT, sort="ordered_at"),
            Column("paid_on", _("Paid on"), Kind.DATE, sort="paid_on", card=6),
        ),
        filters=(
            Filter("status", _("State"), field="status", choices=PaymentState.choices),
            Filter("year", _("Fiscal year"), field="line__fiscal_year", choices=_years(programme)),
        ),
        search=lambda rows, q: rows.filter(
            hangul.matches(q, field="claim__agreement__search_key") | Q(reference__icontains=q)
        ),
        search_label=_("Firm, reference"),
        row_url=lambda row: reverse("money:claim", args=[row.claim_id]),
        default_sort="-ordered_at",
        empty=Empty(_("No payment yet"), _("Payments are ordered when a claim is approved.")),
        wide=True,
    )  # fmt: skip
    rows = payment_queries.visible_payments(actor_of(request)).filter(claim__agreement__programme=programme)
    return render_list(request, declared, rows)


def _years(programme: Any) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in range(programme.year, programme.year + 3)]
