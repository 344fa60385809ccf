"""Places by type against places by type and city."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from dure.journey.programmes.checks.findings import Finding, duplicates, error, warning
from dure.journey.programmes.terms import SupportType, Terms

SECTION = "places"


def places_findings(terms: Terms, cities: Mapping[str, str]) -> list[Finding]:
    """Types with places and money, cities that exist, sums that meet."""
    if not terms.types:
        return [error(SECTION, "/types", _("The notice has no type of support."), _("Add at least one type."))]
    found = duplicates(SECTION, "/types", (each.code for each in terms.types))
    found += duplicates(SECTION, "/city_places", (f"{each.type}-{each.city}" for each in terms.city_places))
    for each in terms.types:
        found += _type_findings(each)
        found += _sum_findings(each, terms, cities)
    return found + _unknown(terms, cities)


def _type_findings(each: SupportType) -> list[Finding]:
    found = []
    if each.places == 0:
        found.append(
            warning(
                SECTION,
                f"/types/{each.code}/places",
                _("%(type)s has no places.") % {"type": each.code},
                _("Enter the number of places, or delete the type."),
            )
        )
    if each.ceiling_won == 0:
        found.append(
            error(
                SECTION,
                f"/types/{each.code}/ceiling_won",
                _("The ceiling of %(type)s is 0 won: no application could have a cost.") % {"type": each.code},
                _("Enter the ceiling in won."),
            )
        )
    return found


def _sum_findings(each: SupportType, terms: Terms, cities: Mapping[str, str]) -> list[Finding]:
    limits = {row.city: row.places for row in terms.city_places if row.type == each.code and row.places is not None}
    if not limits:
        return []
    total = sum(limits.values())
    words = {"type": each.code, "sum": total, "places": each.places}
    path = f"/city_places/{each.code}"
    every_city_is_limited = set(cities) <= set(limits)
    if total < each.places and every_city_is_limited:
        return [
            error(
                SECTION,
                path,
                _("%(type)s: the places of the cities add up to %(sum)d, fewer than the %(places)d of the type.")
                % words,
                _("Raise the places of some city, lower those of the type, or leave a city empty (no limit)."),
            )
        ]
    if total > each.places:
        return [
            warning(
                SECTION,
                path,
                _("%(type)s: the places of the cities add up to %(sum)d, more than the %(places)d of the type.")
                % words,
                _("Some city will not get all its places. Lower them if they are meant as a promise."),
            )
        ]
    return []


def _unknown(terms: Terms, cities: Mapping[str, str]) -> list[Finding]:
    types = {each.code for each in terms.types}
    found = [
        error(
            SECTION,
            f"/city_places/{row.type}/{row.city}",
            _("Places are given to the type “%(type)s”, which the notice does not have.") % {"type": row.type},
            _("Delete these places or add the type."),
        )
        for row in terms.city_places
        if row.type not in types
    ]
    codes = [*(row.city for row in terms.city_places), *(row.city for row in terms.city_budgets)]
    return found + [
        error(
            SECTION,
            f"/cities/{code}",
            _("“%(code)s” is not a city or county of this province.") % {"code": code},
            _("Use the administrative code in force."),
        )
        for code in sorted(set(codes) - set(cities))
    ]
