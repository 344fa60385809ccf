"""What the page skeleton shows around every page: menu, inbox, programme and role."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor, Role
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
from dure.portal.access import VIEW_PIPELINE

_STAFF = frozenset({Role.OPERATOR, Role.APPROVER})
_OFFICES = frozenset({Role.PROVINCE, Role.COUNCIL, Role.AUDITOR})


def _who(permission: Permission) -> frozenset[Role]:
    return frozenset(permission.scopes)


# Whoever may open a list finds it here: the entries follow the permissions of their pages.
_MENU: tuple[tuple[str | Promise, str, frozenset[Role]], ...] = (
    (_("Home"), "portal:home", frozenset(Role)),
    (_("Pipeline"), "portal:pipeline", _who(VIEW_PIPELINE)),
    (_("Programmes"), "programmes:list", _STAFF | _OFFICES | {Role.COMMITTEE, Role.CITY, Role.PARTNER}),
    (_("Interest"), "prospects:list", _who(LIST_INTERESTS)),
    (_("My visits"), "prospects:my_visits", frozenset({Role.FORUM, Role.MENTOR})),
    (_("My application"), "applications:mine", frozenset({Role.FIRM, Role.SUPPLIER})),
    (_("Applications"), "applications:list", _who(LIST_APPLICATIONS)),
    (_("My evaluations"), "evaluation:queue", _who(BE_ASSESSOR)),
    (_("Evaluation"), "evaluation:desk", _who(SEE_PHASE)),
    (_("Selection"), "selection:desk", _who(WORK_ON_SCENARIO)),
    (_("Budget"), "budgets:overview", _who(VIEW_LINES) - {Role.CITY}),
    (_("Lists and minutes"), "selection:lists", _who(VIEW_LIST) - _who(WORK_ON_SCENARIO)),
    (_("Memoranda"), "agreements:memoranda", _who(VIEW_MEMORANDUM)),
    (_("Cost calculation"), "agreements:reviews", _who(REVIEW_COST)),
    (_("My agreement"), "agreements:mine", _who(OWN_AGREEMENTS)),
    (_("Agreements"), "agreements:list", _who(LIST_AGREEMENTS)),
    (_("My builds"), "builds:list", frozenset({Role.FIRM, Role.SUPPLIER})),
    (_("Builds"), "builds:list", _who(VIEW_BUILD) - {Role.FIRM, Role.SUPPLIER}),
    (_("After-service"), "builds:tickets", _STAFF | {Role.SUPPLIER}),
    (_("Suppliers"), "builds:suppliers", _who(VIEW_SUPPLIER) - {Role.SUPPLIER}),
    (_("Our supplier page"), "builds:my-page", frozenset({Role.SUPPLIER})),
    (_("Our assets"), "assets:mine", _who(OWN_ASSETS)),
    (_("Assets"), "assets:list", _who(LIST_ASSETS)),
    (_("My payments"), "money:mine", _who(OWN_CLAIMS)),
    (_("Payment claims"), "money:claims", _who(LIST_CLAIMS)),
    (_("Payments"), "money:batches", _who(VIEW_PAYMENTS)),
    (_("Imports"), "money:imports", _who(VIEW_IMPORT)),
    (_("The books"), "money:books", _who(VIEW_BOOKS)),
    (_("My settlements"), "money:own_settlements", frozenset({Role.FIRM, Role.ACCOUNTANT})),
    (_("Settlements"), "money:settlements", _who(LIST_SETTLEMENTS) - {Role.ACCOUNTANT}),
    (_("Signals"), "money:signals", _who(VIEW_SIGNAL)),
    (_("Letters"), "messages:batches", _who(VIEW_BATCH)),
    (_("People"), "parties:people", _STAFF | {Role.AUDITOR}),
    (_("Organisations"), "parties:organisations", _OFFICES - {Role.AUDITOR}),
)


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
    )


def navigation(actor: Actor, path: str) -> tuple[NavItem, ...]:
    """The menu entries open to the actor; the one whose pages are shown is marked."""
    entries = [(label, reverse(name)) for label, name, roles in _MENU if actor.roles & roles]
    entries[1:1] = [(_("Our page"), reverse("portal:city", args=[code])) for code in sorted(actor.places(Role.CITY))]
    entries[2:2] = [(_("Our budget"), reverse("budgets:city", args=[code])) for code in sorted(actor.places(Role.CITY))]
    current = max((url for _label, url in entries if path.startswith(url)), key=len, default="")
    return tuple(NavItem(label, url, current=url == current) for label, url in entries)
