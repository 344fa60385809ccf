"""The notice of start and the bonds of an agreement as they stand."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from dure.journey.agreements.models import Agreement, Bond, StartNotice
from dure.journey.agreements.start_rules import BondDemand, check_bonds, demands
from dure.journey.agreements.states import AgreementState
from dure.journey.applications.queries import terms_for

LIVE = (AgreementState.IN_FORCE, AgreementState.STARTED)


def start_of(agreement_id: int) -> StartNotice | None:
    """The notice of start; None while nothing was written."""
    return StartNotice.objects.filter(agreement_id=agreement_id).first()


def started_by(programme_id: int, moment: datetime) -> int:
    """How many of a programme's projects had their start accepted before that moment."""
    return StartNotice.objects.filter(agreement__programme_id=programme_id, accepted_at__lt=moment).count()


def bonds_of(agreement_id: int) -> list[Bond]:
    """Every bond ever handed in, by kind, the latest last."""
    return list(Bond.objects.filter(agreement_id=agreement_id).select_related("replaced_by"))


def bonds_in_force(agreement_id: int) -> list[Bond]:
    """The bonds that no other replaced, expired or not."""
    return list(Bond.objects.filter(agreement_id=agreement_id, replaced_by__isnull=True))


def wanted_bonds(agreement: Agreement) -> tuple[BondDemand, ...]:
    """The bonds that the notice asks for, on the version in force."""
    return () if agreement.current is None else demands(agreement.current, terms_for(agreement.application))


def bond_problem(agreement: Agreement, kind: str, on: date) -> str:
    """What is wrong with the bond of a kind that the notice asks for, in a sentence; nothing when all is well.

    Held against the version in force: a cost that rose since needs a bond of more.
    """
    wanted = [each for each in wanted_bonds(agreement) if each.kind == kind]
    return " ".join(each.problem for each in check_bonds(wanted, bonds_in_force(agreement.pk), on) if each.problem)


def expiring_bonds(programme_id: int, within_days: int, at: date) -> QuerySet[Bond]:
    """Bonds of running agreements that run out within so many days of a day, or did already; the first to go first."""
    rows = Bond.objects.filter(agreement__programme_id=programme_id, agreement__status__in=LIVE)
    rows = rows.filter(replaced_by__isnull=True, until_on__lte=at + timedelta(days=within_days))
    return rows.select_related("agreement__firm").order_by("until_on", "pk")
