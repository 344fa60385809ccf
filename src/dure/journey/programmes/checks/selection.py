"""The selection rule and its tie order."""

from django.utils.translation import gettext as _

from dure.journey.programmes.checks.findings import Finding, error, warning
from dure.journey.programmes.terms import Terms, TieKey

SECTION = "selection"


def selection_findings(terms: Terms) -> list[Finding]:
    """Each tie key names one thing, none twice; the mentors can serve every place."""
    found = []
    seen: set[str] = set()
    for place, key in enumerate(terms.selection.tie_order, start=1):
        path = f"/selection/tie_order/{place}"
        name = key.measure or key.tag or ""
        found += _key_findings(key, path, place)
        if name and name in seen:
            sentence = _("Tie key %(place)d repeats an earlier one and decides nothing.") % {"place": place}
            found.append(error(SECTION, path, sentence, _("Delete it.")))
        seen.add(name)
    if not terms.selection.tie_order:
        sentence = _("There is no tie order: firms with equal scores would be ranked by their number.")
        found.append(warning(SECTION, "/selection/tie_order", sentence, _("Enter the tie order of the notice.")))
    return found + _capacity_findings(terms)


def _key_findings(key: TieKey, path: str, place: int) -> list[Finding]:
    if (key.measure is None) == (key.tag is None):
        sentence = _("Tie key %(place)d does not name exactly one measure or mark.") % {"place": place}
        return [error(SECTION, path, sentence, _("Choose one thing to compare by."))]
    if key.tag is not None and not key.first:
        sentence = _("Tie key %(place)d does not say which values come first.") % {"place": place}
        return [error(SECTION, path, sentence, _("Enter the values that come first."))]
    return []


def _capacity_findings(terms: Terms) -> list[Finding]:
    capacity = terms.selection.team_weeks
    needed = terms.selection.team_weeks_per_firm * sum(each.places for each in terms.types)
    if capacity is None or capacity >= needed:
        return []
    words = {"needed": needed, "capacity": capacity}
    return [
        error(
            SECTION,
            "/selection/team_weeks",
            _("All places need %(needed)d team-weeks of mentors; there are %(capacity)d.") % words,
            _("Lower the places or the weeks of a firm, or find more mentors."),
        )
    ]
