"""Writing together: co-editors, texts that were set aside, filling in from an earlier plan, consent."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dure.foundation.access.routes import actor_of, needs
from dure.foundation.access.verdict import ActionRefused
from dure.foundation.installation.clock import now
from dure.foundation.interface.buttons import told
from dure.foundation.parties.queries import person_by_email
from dure.journey.applications import actions
from dure.journey.applications.access import CHECK, SUBMIT, WRITE
from dure.journey.applications.models import CoEditor, OpenForm
from dure.journey.applications.views.rows import found


@require_POST
@needs(SUBMIT)
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Let someone write along, by e-mail address."""
    row = found(request, pk, SUBMIT)
    person = person_by_email(request.POST.get("email", "")[:254])
    try:
        if person is None:
            # The same sentence as for someone of another kind: it tells nobody who has an account.
            raise ActionRefused(actions.cannot_write())
        actions.add_co_editor(application=row, person_id=person.pk, by=actor_of(request), at=now())
    except ActionRefused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("%(name)s may now write this plan with you.") % {"name": person.name})
    return redirect("applications:edit", pk=pk)


@require_POST
@needs(SUBMIT)
def uninvite(request: HttpRequest, pk: int, co_editor_id: int) -> HttpResponse:
    """Take the right to write back."""
    row = found(request, pk, SUBMIT)
    co_editor = get_object_or_404(CoEditor.objects.select_related("application__programme", "person"), pk=co_editor_id)
    if co_editor.application_id != row.pk:
        raise Http404
    actions.remove_co_editor(co_editor=co_editor, by=actor_of(request), at=now())
    messages.success(request, _("%(name)s no longer writes this plan.") % {"name": co_editor.person.name})
    return redirect("applications:edit", pk=pk)


@require_POST
@needs(WRITE)
def settle(request: HttpRequest, pk: int, form_id: int) -> HttpResponse:
    """Choose, field by field, the stored text or the one that was set aside."""
    row = found(request, pk, WRITE)
    form = OpenForm.objects.select_related("draft__application__programme").filter(pk=form_id, is_open=True).first()
    if form is None or form.draft.application_id != row.pk:
        messages.info(request, _("This was settled already."))
        return redirect("applications:edit", pk=pk)
    take = {
        name.removeprefix("take-")
        for name, value in request.POST.items()
        if name.startswith("take-") and value == "mine"
    }
    told(
        request,
        lambda: actions.settle_conflict(form=form, take=take, by=actor_of(request), at=now()),
        _("Settled. The plan holds what you chose."),
    )
    return redirect("applications:edit", pk=pk)


@require_POST
@needs(WRITE)
def prefill(request: HttpRequest, pk: int, earlier_id: int) -> HttpResponse:
    """Fill what is empty from an earlier application."""
    row, earlier = found(request, pk, WRITE), found(request, earlier_id)
    told(
        request,
        lambda: actions.prefill(application=row, earlier=earlier, by=actor_of(request), at=now()),
        _("Filled in from %(number)s. Read it through before you submit.") % {"number": earlier.number},
    )
    return redirect("applications:edit", pk=pk)


@require_POST
@needs(CHECK)
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what the consent to entry on behalf is written on."""
    row = found(request, pk, CHECK)
    told(
        request,
        lambda: actions.note_consent(
            application=row, consent=request.POST.get("consent", ""), by=actor_of(request), at=now()
        ),
        _("The consent was noted."),
    )
    return redirect("applications:detail", pk=pk)
