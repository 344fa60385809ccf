"""Which programmes there are, and which of them one may see."""

from django.db.models import QuerySet

from dure.foundation.access.actor import Actor
from dure.foundation.places.models import Place
from dure.foundation.places.queries import cities
from dure.journey.programmes.access import PUBLIC_STATES, SEE
from dure.journey.programmes.models import Programme
from dure.journey.programmes.states import ProgrammeState


def _all() -> QuerySet[Programme]:
    return Programme.objects.select_related("operator", "province")


def programme(slug: str) -> Programme:
    """The programme of that address; raises ``Programme.DoesNotExist``."""
    return _all().get(slug=slug)


def find_programme(slug: str) -> Programme | None:
    """The programme of that address, if there is one."""
    return _all().filter(slug=slug).first()


def running_programme() -> Programme | None:
    """The latest running programme of this installation, whoever asks: what ``dure year`` prints."""
    return _all().filter(status=ProgrammeState.RUNNING).order_by("-year", "id").first()


def lock_programme(programme_id: int) -> Programme:
    """The programme, locked until the transaction ends: what is counted meanwhile stays true."""
    return Programme.objects.select_for_update().get(pk=programme_id)


def programme_by_id(programme_id: int) -> Programme:
    """A programme; raises ``Programme.DoesNotExist``."""
    return _all().get(pk=programme_id)


def programmes_for(actor: Actor) -> QuerySet[Programme]:
    """The programmes within the actor's reach, the latest year first."""
    return SEE.rows(actor, _all()).order_by("-year", "id")


def current_programme(actor: Actor) -> Programme | None:
    """The programme an actor means when none is named: the latest running one, else the latest."""
    rows = list(programmes_for(actor))
    running = [row for row in rows if row.status == ProgrammeState.RUNNING]
    return next(iter(running or rows), None)


def public_programmes() -> QuerySet[Programme]:
    """The programmes whose notice is public, the latest year first."""
    return _all().filter(status__in=PUBLIC_STATES).order_by("-year", "id")


def previous_of(row: Programme) -> Programme | None:
    """The same operator's programme of the nearest earlier year."""
    return _all().filter(operator_id=row.operator_id, year__lt=row.year).order_by("-year", "id").first()


def cities_of(row: Programme) -> list[Place]:
    """The cities and counties of the programme's province, by code."""
    return list(cities(row.province_id))
