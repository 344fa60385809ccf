"""The names of limits in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from dure.journey.selection.problem import CAPACITY, CITY_BUDGET, PLACES, PROVINCE_BUDGET


def limit_label(name: str, city_names: Mapping[str, str]) -> str:
    """A constraint's name as people say it: "JS1 places of Jinan-gun", "co-funding of Jeonju-si"."""
    if name == "seats":
        return _("all places")
    if name == PROVINCE_BUDGET:
        return _("provincial budget")
    if name == CAPACITY:
        return _("mentors' capacity (team-weeks)")
    kind, _space, rest = name.partition(" ")
    if kind == CITY_BUDGET:
        return _("co-funding of %(city)s") % {"city": city_names.get(rest, rest)}
    if kind == PLACES:
        type_code, _space, city = rest.partition(" ")
        if city:
            return _("%(type)s places of %(city)s") % {"type": type_code, "city": city_names.get(city, city)}
        return _("%(type)s places") % {"type": type_code}
    return name
