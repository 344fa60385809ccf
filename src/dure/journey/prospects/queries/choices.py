"""What may be chosen: cities by every spelling, industries, types, visitors."""

from django.db.models import QuerySet

from dure.foundation.access.actor import Role
from dure.foundation.parties.models import Person
from dure.foundation.parties.queries import people_with
from dure.foundation.places.queries import sectors
from dure.journey.programmes.models import NoticeVersion, Programme
from dure.journey.programmes.queries import cities_of, terms_in_force
from dure.journey.prospects.excel.read import Lists


def type_codes(programme: Programme) -> tuple[str, ...]:
    """The types of the notice in force; none before it is published."""
    try:
        return tuple(each.code for each in terms_in_force(programme.pk).types)
    except NoticeVersion.DoesNotExist:
        return ()


def lists_of(programme: Programme) -> Lists:
    """What the cells of an Excel file may name."""
    cities = {
        spelling: city.code
        for city in cities_of(programme)
        for spelling in (city.name_ko, city.name_ko[:-1], city.name_en, city.code, city.former_code)
        if spelling
    }
    codes = frozenset(sectors().values_list("code", flat=True))
    return Lists(cities=cities, sectors=codes, types=frozenset(type_codes(programme)))


def visitors_of(programme: Programme) -> QuerySet[Person]:
    """Those who may visit for this programme: forum officers, mentors, the operator's own staff."""
    staff = people_with(Role.OPERATOR, organisation_id=programme.operator_id)
    return (people_with(Role.FORUM) | people_with(Role.MENTOR) | staff).distinct().order_by("name", "id")
