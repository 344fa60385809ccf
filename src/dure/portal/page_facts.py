"""What the page skeleton shows around every page: menu, inbox, programme and role."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import STAFF_ROLES, Actor, Role
from dure.foundation.access.routes import actor_of
from dure.foundation.installation.queries import is_demo
from dure.foundation.interface.context import NavItem, PageFacts
from dure.foundation.messages import queries as messages
from dure.journey.programmes import queries as programmes

_READERS = STAFF_ROLES | {Role.COUNCIL, Role.PARTNER}
_MENU: tuple[tuple[str | Promise, str, frozenset[Role]], ...] = (
    (_("Home"), "portal:home", frozenset(Role)),
    (_("Pipeline"), "portal:pipeline", _READERS),
    (_("Programmes"), "programmes:list", frozenset({Role.OPERATOR, Role.APPROVER})),
    (_("Interest"), "prospects:list", frozenset({Role.OPERATOR, Role.APPROVER, Role.PROVINCE, Role.CITY})),
    (_("My visits"), "prospects:my_visits", frozenset({Role.FORUM, Role.MENTOR})),
    (_("My application"), "applications:mine", frozenset({Role.FIRM, Role.SUPPLIER})),
    (
        _("Applications"),
        "applications:list",
        frozenset({Role.OPERATOR, Role.APPROVER, Role.PROVINCE, Role.CITY, Role.COUNCIL, Role.AUDITOR}),
    ),
    (_("My evaluations"), "evaluation:queue", frozenset({Role.ASSESSOR})),
    (_("Evaluation"), "evaluation:desk", frozenset({Role.OPERATOR, Role.APPROVER, Role.COMMITTEE})),
    (_("Selection"), "selection:desk", frozenset({Role.OPERATOR, Role.APPROVER, Role.COMMITTEE})),
    (_("People"), "parties:people", frozenset({Role.OPERATOR, Role.APPROVER})),
)


def page_facts(request: HttpRequest) -> PageFacts:
    """The facts for one request; the public gets the bare minimum."""
    actor = actor_of(request)
    if actor.is_public:
        return PageFacts()
    programme = programmes.current_programme(actor)
    return PageFacts(
        organisation=programme.operator.name if programme else "",
        programme=programme.name if programme else "",
        role_label=", ".join(str(role.label) for role in Role if role in actor.roles),
        navigation=navigation(actor, request.path),
        inbox_count=messages.unread_count(actor),
        inbox_url=reverse("messages:inbox"),
        search_url=reverse("search:search"),
        switch_role_url=reverse("demo:roles") if is_demo() else "",
    )


def navigation(actor: Actor, path: str) -> tuple[NavItem, ...]:
    """The menu entries open to the actor; the one whose pages are shown is marked."""
    entries = [(label, reverse(name)) for label, name, roles in _MENU if actor.roles & roles]
    entries[1:1] = [(_("Our page"), reverse("portal:city", args=[code])) for code in sorted(actor.places(Role.CITY))]
    current = max((url for _label, url in entries if path.startswith(url)), key=len, default="")
    return tuple(NavItem(label, url, current=url == current) for label, url in entries)
