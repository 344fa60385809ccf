"""What the page skeleton shows around every page: menu, inbox, programme and role."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dure.floor.plant.access import VIEW_SITE
from dure.foundation.access.actor import STAFF, Actor, Role
from dure.foundation.access.permission import Permission
from dure.foundation.access.routes import actor_of
from dure.foundation.interface.context import NavItem, PageFacts, programme_of_page
from dure.foundation.messages import queries as messages
from dure.foundation.messages.access import VIEW_BATCH
from dure.journey.agreements.access import LIST_AGREEMENTS, OWN_AGREEMENTS, REVIEW_COST, VIEW_MEMORANDUM
from dure.journey.applications.access import LIST as LIST_APPLICATIONS
from dure.journey.assets.access import LIST_ASSETS, OWN_ASSETS
from dure.journey.budgets.access import VIEW_LINES
from dure.journey.builds.access import VIEW_BUILD, VIEW_SUPPLIER
from dure.journey.evaluation.access import BE_ASSESSOR, SEE_PHASE
from dure.journey.money.access import LIST_CLAIMS, LIST_SETTLEMENTS, OWN_CLAIMS, VIEW_BOOKS, VIEW_IMPORT, VIEW_SIGNAL
from dure.journey.money.access import VIEW_BATCH as VIEW_PAYMENTS
from dure.journey.programmes import queries as programmes
from dure.journey.prospects.access import LIST as LIST_INTERESTS
from dure.journey.selection.access import VIEW_LIST, WORK_ON_SCENARIO
from dure.portal.access import VIEW_LEDGER, VIEW_PIPELINE, VIEW_SHOP_FLOOR

_OFFICES = frozenset({Role.PROVINCE, Role.COUNCIL, Role.AUDITOR})
_PARTIES = frozenset({Role.FIRM, Role.SUPPLIER})
_BELOW_SETTLEMENTS = ("money:recoveries", "money:ageing", "money:statements")


def _who(permission: Permission) -> frozenset[Role]:
    return frozenset(permission.scopes)


@dataclass(frozen=True)
class Entry:
    """One page of the menu and who finds it there; it is marked on the pages below ``also`` as well."""

    label: str | Promise
    route: str
    roles: frozenset[Role]
    also: tuple[str, ...] = ()


# An entry with the further addresses below which it is marked.
_Placed = tuple[NavItem, tuple[str, ...]]

# Whoever may open a list finds it here: the entries follow the permissions of their pages.
_FIRST = (
    Entry(_("Home"), "portal:home", frozenset(Role)),
    Entry(_("Our plant"), "boards:sites", _who(VIEW_SITE)),
    Entry(_("Pipeline"), "portal:pipeline", _who(VIEW_PIPELINE)),
)
_GROUPS: tuple[tuple[str | Promise, tuple[Entry, ...]], ...] = (
    (
        _("Recruitment"),
        (
            Entry(_("Programmes"), "programmes:list", STAFF | _OFFICES | {Role.COMMITTEE, Role.CITY, Role.PARTNER}),
            Entry(_("Interest"), "prospects:list", _who(LIST_INTERESTS)),
            Entry(_("My visits"), "prospects:my_visits", frozenset({Role.FORUM, Role.MENTOR})),
            Entry(_("My application"), "applications:mine", _PARTIES, ("applications:list",)),
            Entry(_("Applications"), "applications:list", _who(LIST_APPLICATIONS)),
        ),
    ),
    (
        _("Evaluation and selection"),
        (
            Entry(_("My evaluations"), "evaluation:queue", _who(BE_ASSESSOR), ("evaluation:desk",)),
            Entry(_("Evaluation"), "evaluation:desk", _who(SEE_PHASE)),
            Entry(_("Selection"), "selection:desk", _who(WORK_ON_SCENARIO)),
            Entry(
                _("Lists and minutes"), "selection:lists", _who(VIEW_LIST) - _who(WORK_ON_SCENARIO), ("selection:desk",)
            ),
        ),
    ),
    (
        _("Agreement and building"),
        (
            Entry(_("Memoranda"), "agreements:memoranda", _who(VIEW_MEMORANDUM)),
            Entry(_("Cost calculation"), "agreements:reviews", _who(REVIEW_COST)),
            Entry(_("My agreement"), "agreements:mine", _who(OWN_AGREEMENTS), ("agreements:list",)),
            Entry(_("Agreements"), "agreements:list", _who(LIST_AGREEMENTS)),
            Entry(_("My builds"), "builds:list", _PARTIES),
            Entry(_("Builds"), "builds:list", _who(VIEW_BUILD) - _PARTIES),
            Entry(_("After-service"), "builds:tickets", STAFF | {Role.SUPPLIER}),
            Entry(_("Suppliers"), "builds:suppliers", _who(VIEW_SUPPLIER) - {Role.SUPPLIER}),
            Entry(_("Our supplier page"), "builds:my-page", frozenset({Role.SUPPLIER}), ("builds:suppliers",)),
            Entry(_("Our assets"), "assets:mine", _who(OWN_ASSETS), ("assets:list",)),
            Entry(_("Assets"), "assets:list", _who(LIST_ASSETS)),
            Entry(_("Shop-floor figures"), "portal:shop_floor", _who(VIEW_SHOP_FLOOR)),
        ),
    ),
    (
        _("Money"),
        (
            Entry(_("Budget"), "budgets:overview", _who(VIEW_LINES) - {Role.CITY}),
            Entry(_("My payments"), "money:mine", _who(OWN_CLAIMS)),
            Entry(_("Payment claims"), "money:claims", _who(LIST_CLAIMS), ("money:deposits", "money:queue")),
            Entry(_("Payments"), "money:batches", _who(VIEW_PAYMENTS), ("money:payments",)),
            Entry(_("Imports"), "money:imports", _who(VIEW_IMPORT)),
            Entry(_("The books"), "money:books", _who(VIEW_BOOKS)),
            Entry(
                _("My settlements"),
                "money:own_settlements",
                frozenset({Role.FIRM, Role.ACCOUNTANT}),
                ("money:settlements",),
            ),
            Entry(
                _("Settlements"), "money:settlements", _who(LIST_SETTLEMENTS) - {Role.ACCOUNTANT}, _BELOW_SETTLEMENTS
            ),
            Entry(_("Signals"), "money:signals", _who(VIEW_SIGNAL)),
        ),
    ),
    (
        _("Office"),
        (
            Entry(_("Letters"), "messages:batches", _who(VIEW_BATCH)),
            Entry(_("People"), "parties:people", STAFF | {Role.AUDITOR}),
            Entry(_("Organisations"), "parties:organisations", _OFFICES - {Role.AUDITOR}),
            Entry(_("Ledger"), "portal:ledger", _who(VIEW_LEDGER)),
        ),
    ),
)
# Entries that fit on one line of a desk screen in either language; more are shown by group.
_ONE_LINE = 8


def page_facts(request: HttpRequest) -> PageFacts:
    """The facts for one request; the public gets the bare minimum."""
    actor = actor_of(request)
    if actor.is_public:
        return PageFacts()
    programme = programme_of_page(request) or programmes.current_programme(actor)
    return PageFacts(
        organisation=programme.operator.name if programme else "",
        programme=programme.name if programme else "",
        role_label=", ".join(str(role.label) for role in Role if role in actor.roles),
        navigation=navigation(actor, request.path),
        inbox_count=messages.unread_count(actor),
        inbox_url=reverse("messages:inbox"),
        search_url=reverse("search:search"),
        switch_role_url=reverse("demo:roles"),
        person_links=_account_links(),
    )


def navigation(actor: Actor, path: str) -> tuple[NavItem, ...]:
    """The menu entries open to the actor; the one whose pages are shown is marked."""
    found = [*_first(actor), *_grouped(actor)]
    grouped = len(found) > _ONE_LINE
    # The nearer address wins: the pages of one entry may lie below those of another.
    near = [(len(above), item.url) for item, also in found for above in (item.url, *also) if path.startswith(above)]
    current = max(near, default=(0, ""))[1]
    return tuple(
        replace(item, current=item.url == current, group=item.group if grouped else "") for item, _also in found
    )


def _first(actor: Actor) -> list[_Placed]:
    """Home, the official's own city or county, and the year: always in sight."""
    home, *rest = [_placed(entry, "") for entry in _FIRST if actor.roles & entry.roles]
    places = sorted(actor.places(Role.CITY))
    pages = [NavItem(_("Our page"), reverse("portal:city", args=[code])) for code in places]
    budgets = [NavItem(_("Our budget"), reverse("budgets:city", args=[code])) for code in places]
    return [home, *((item, ()) for item in (*pages, *budgets)), *rest]


def _grouped(actor: Actor) -> list[_Placed]:
    return [_placed(entry, group) for group, entries in _GROUPS for entry in entries if actor.roles & entry.roles]


def _placed(entry: Entry, group: str | Promise) -> _Placed:
    return NavItem(entry.label, reverse(entry.route), group=group), tuple(reverse(route) for route in entry.also)


def _account_links() -> tuple[NavItem, ...]:
    """What concerns the person rather than the programme."""
    return (
        NavItem(_("My signing keys"), reverse("signing:keys")),
        NavItem(_("Second step of sign-in"), reverse("mfa_index")),
    )
