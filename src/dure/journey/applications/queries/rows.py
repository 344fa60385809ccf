"""Applications and their plans, read one by one."""

from django.db.models import QuerySet

from dure.foundation.access.actor import Actor, Role
from dure.journey.applications.access import SEE
from dure.journey.applications.models import Application, CoEditor, Draft, OpenForm, PlanVersion, Supplement
from dure.journey.applications.plan import EMPTY, Plan
from dure.journey.applications.states import ApplicationState, SupplementState
from dure.journey.programmes.queries import notice_in_force, terms_of
from dure.journey.programmes.terms import Terms

RELATED = ("programme", "firm", "site", "city", "supplier")


def application(application_id: int) -> Application:
    """An application with what a page names beside it; raises ``Application.DoesNotExist``."""
    return Application.objects.select_related(*RELATED).get(pk=application_id)


def found(application_id: int) -> Application | None:
    """The application, if there is one of that number."""
    return Application.objects.select_related("programme").filter(pk=application_id).first()


def locked(application_id: int) -> Application:
    """The application, its row locked until the commit: what is decided on it now is decided once."""
    return Application.objects.select_for_update().get(pk=application_id)


def selected() -> QuerySet[Application]:
    """The selected applications of every programme; a permission narrows them."""
    return Application.objects.filter(status=ApplicationState.SELECTED)


def visible(actor: Actor) -> QuerySet[Application]:
    """The applications within the actor's reach."""
    return SEE.rows(actor, Application.objects.select_related(*RELATED))


def mine(actor: Actor) -> QuerySet[Application]:
    """The applications of the actor's own firms, the latest first."""
    rows = Application.objects.select_related(*RELATED).filter(firm_id__in=actor.organisations(Role.FIRM))
    return rows.order_by("-created_at", "-id")


def naming_us(actor: Actor) -> QuerySet[Application]:
    """The submitted applications that name the actor's company as supplier, and those one was invited to write."""
    named = Application.objects.filter(supplier_id__in=actor.organisations(Role.SUPPLIER), submitted_at__isnull=False)
    ids = CoEditor.objects.filter(person_id=actor.person_id or 0, removed_at__isnull=True).values("application_id")
    both = named | Application.objects.filter(pk__in=ids)
    return both.select_related(*RELATED).order_by("-created_at", "-id")


def draft_of(application_id: int) -> Draft:
    """The draft of an application; raises ``Draft.DoesNotExist``."""
    return Draft.objects.select_related("saved_by").get(application_id=application_id)


def draft_plan(draft: Draft) -> Plan:
    """What is being written, as values."""
    return Plan.model_validate(draft.plan)


def open_conflicts(draft_id: int) -> list[OpenForm]:
    """Texts that were set aside since another had changed the same field, oldest first."""
    rows = OpenForm.objects.filter(draft_id=draft_id, is_open=True)
    return list(rows.select_related("saved_by").order_by("saved_at", "id"))


def versions(application_id: int) -> list[PlanVersion]:
    """The plans as handed in, the first one first."""
    return list(PlanVersion.objects.filter(application_id=application_id).select_related("submitted_by", "notice"))


def latest_version(application_id: int) -> PlanVersion | None:
    """The plan as last handed in; None while nothing was."""
    rows = PlanVersion.objects.filter(application_id=application_id).select_related("notice")
    return rows.order_by("-number").first()


def latest_plan(application_id: int) -> Plan:
    """The plan that counts: the last one handed in; an empty plan before the first."""
    version = latest_version(application_id)
    return EMPTY if version is None else Plan.model_validate(version.plan)


def notice_id_for(row: Application) -> int:
    """The version of the notice that an application stands under.

    While it is being written that is the one in force; once handed in, the one its plan went in under, whatever is
    amended afterwards.
    """
    newest = None if row.status == ApplicationState.DRAFT else latest_version(row.pk)
    return notice_in_force(row.programme_id).pk if newest is None else newest.notice_id


def terms_for(row: Application) -> Terms:
    """The notice that an application stands under, as values."""
    return terms_of(notice_id_for(row))


def open_supplement(application_id: int) -> Supplement | None:
    """The request that waits for the firm's answer."""
    return Supplement.objects.filter(application_id=application_id, status=SupplementState.ASKED).first()


def supplements(application_id: int) -> list[Supplement]:
    """Every request to supplement, the first one first."""
    return list(Supplement.objects.filter(application_id=application_id).order_by("asked_at", "id"))


def co_editors(application_id: int) -> list[CoEditor]:
    """The people outside the firm who may write the plan now."""
    rows = CoEditor.objects.filter(application_id=application_id, removed_at__isnull=True)
    return list(rows.select_related("person"))


def earlier_of(row: Application) -> list[Application]:
    """Other applications of the same firm that were handed in, the latest first: a plan can be pre-filled from one."""
    rows = Application.objects.filter(firm_id=row.firm_id, submitted_at__isnull=False).exclude(pk=row.pk)
    return list(rows.select_related("programme").order_by("-submitted_at"))
