"""One person: how to reach them, what they may do, and whether they can come in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation import clock
from dure.foundation.interface.buttons import done
from dure.foundation.interface.parts import Crumb, Fact
from dure.foundation.parties import actions, queries
from dure.foundation.parties.access import MANAGE, VIEW_PERSON
from dure.foundation.parties.forms import PersonForm, RoleForm
from dure.foundation.parties.models import Invitation, Membership, Person
from dure.foundation.parties.views.answers import form_page, save_form
from dure.foundation.parties.views.lists import TONES


def _person(request: HttpRequest, person_id: int) -> Person:
    row = get_object_or_404(Person, pk=person_id)
    VIEW_PERSON.demand(actor_of(request), row)
    return row


def _page(row: Person) -> str:
    return reverse("parties:person", args=[row.pk])


def _crumbs(row: Person | None, *more: str) -> list[Crumb]:
    found = [Crumb(_("People and roles"), reverse("parties:people"))]
    if row is not None:
        found.append(Crumb(row.name, _page(row)))
    return [*found, *(Crumb(label) for label in more)]


def _goes_on(held: Membership) -> bool:
    return held.until_on is None or held.until_on > clock.today()


@require_GET
@needs(VIEW_PERSON)
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Everything on record about a person."""
    row = _person(request, person_id)
    invitations = list(queries.invitations_of(row)[:10])
    now = clock.now()
    open_one = next((i for i in invitations if not i.accepted_at and not i.revoked_at and i.expires_at >= now), None)
    state = queries.access_state(row, is_invited=open_one is not None)
    locked = queries.is_locked_out(row)
    if locked and state == queries.AccessState.ACTIVE:
        state = queries.AccessState.LOCKED
    context = {
        "person": row,
        "crumbs": _crumbs(row),
        "facts": [Fact(_("E-mail"), row.email or "–"), Fact(_("Telephone"), row.phone or "–")],
        "state": state.label,
        "tone": TONES[state],
        "locked": locked,
        "open_invitation": open_one,
        "roles": [(held, f"end-role-{held.pk}" if _goes_on(held) else "") for held in queries.roles_of(row)],
        "may_manage": bool(MANAGE.ask_role(actor_of(request))) and row.erased_at is None,
        "may_invite": bool(row.email) and row.is_active and state != queries.AccessState.ACTIVE,
    }
    return render(request, "parties/person.html", context)


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def add_person(request: HttpRequest) -> HttpResponse:
    """Enter a person; a role and the invitation come next."""
    form = PersonForm(request.POST or None)
    made: list[Person] = []
    if save_form(
        form,
        lambda: made.append(actions.add_person(**form.cleaned_data, by=actor_of(request), at=clock.now())),
    ):
        messages.success(request, _("Entered. Now give a role, then send the invitation."))
        return redirect(_page(made[0]))
    title = _("Enter a person")
    return form_page(request, form, title=title, submit=_("Enter the person"), crumbs=_crumbs(None, title))


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def change_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Correct name, e-mail and telephone."""
    row = _person(request, person_id)
    form = PersonForm(request.POST or None, initial={"name": row.name, "email": row.email or "", "phone": row.phone})
    if save_form(
        form,
        lambda: actions.change_person(person=row, **form.cleaned_data, by=actor_of(request), at=clock.now()),
    ):
        return redirect(_page(row))
    title = _("Change the details")
    return form_page(request, form, title=title, submit=_("Save"), crumbs=_crumbs(row, title))


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def grant_role(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give a role in an organisation."""
    row = _person(request, person_id)
    initial = {"from_on": clock.today(), "organisation": request.GET.get("organisation")}
    form = RoleForm(request.POST or None, initial=initial)
    if save_form(
        form,
        lambda: actions.grant_role(person=row, **form.cleaned_data, by=actor_of(request), at=clock.now()),
    ):
        return redirect(_page(row))
    title = _("Give a role")
    return form_page(request, form, title=title, submit=_("Give the role"), crumbs=_crumbs(row, title))


@require_POST
@needs(MANAGE)
def end_role(request: HttpRequest, membership_id: int) -> HttpResponse:
    """End a role today."""
    held = get_object_or_404(Membership.objects.select_related("person"), pk=membership_id)
    reason = request.POST.get("reason", "")
    return done(
        request,
        _page(held.person),
        _("The role ends today."),
        lambda: actions.end_role(
            membership=held, last_on=clock.today(), by=actor_of(request), at=clock.now(), reason=reason
        ),
    )


@require_POST
@needs(MANAGE)
def invite(request: HttpRequest, person_id: int) -> HttpResponse:
    """Send an invitation; its link is shown once, for those whom no e-mail reaches."""
    row = _person(request, person_id)
    try:
        path = actions.invite(person=row, by=actor_of(request), at=clock.now())
    except ActionRefused as refused:
        messages.error(request, refused.reason)
        return redirect(_page(row))
    words = _(
        "The invitation goes to %(email)s. If no e-mail arrives, hand over this address, shown only now: %(address)s"
    )
    messages.success(request, words % {"email": row.email, "address": request.build_absolute_uri(path)})
    return redirect(_page(row))


@require_POST
@needs(MANAGE)
def revoke(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Withdraw an invitation."""
    found = get_object_or_404(Invitation.objects.select_related("person"), pk=invitation_id)
    return done(
        request,
        _page(found.person),
        _("The invitation was withdrawn."),
        lambda: actions.revoke_invitation(invitation=found, by=actor_of(request), at=clock.now()),
    )


@require_POST
@needs(MANAGE)
def unlock(request: HttpRequest, person_id: int) -> HttpResponse:
    """Lift the lock after wrong passwords."""
    row = _person(request, person_id)
    return done(
        request,
        _page(row),
        _("The person can try to sign in again."),
        lambda: actions.unlock(person=row, by=actor_of(request), at=clock.now()),
    )


@require_POST
@needs(MANAGE)
def erase(request: HttpRequest, person_id: int) -> HttpResponse:
    """Erase a person's data, with the reason."""
    row = _person(request, person_id)
    reason = request.POST.get("reason", "")
    return done(
        request,
        _page(row),
        _("The person's data were erased. What they did stays in the record, without the name."),
        lambda: actions.erase_person(person=row, reason=reason, by=actor_of(request), at=clock.now()),
    )
