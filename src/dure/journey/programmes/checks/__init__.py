"""What is contradictory in a notice or cannot be met, told before it is published."""

from collections.abc import Mapping

from dure.journey.programmes.checks.calendar import calendar_findings
from dure.journey.programmes.checks.costs import cost_findings
from dure.journey.programmes.checks.delivery import delivery_findings
from dure.journey.programmes.checks.findings import Finding, Level, errors_in
from dure.journey.programmes.checks.general import general_findings
from dure.journey.programmes.checks.papers import paper_findings
from dure.journey.programmes.checks.places import places_findings
from dure.journey.programmes.checks.rules import rule_findings
from dure.journey.programmes.checks.scoring import scoring_findings
from dure.journey.programmes.checks.selection import selection_findings
from dure.journey.programmes.terms import Terms

__all__ = ["Finding", "Level", "check_terms", "errors_in"]


def check_terms(terms: Terms, cities: Mapping[str, str]) -> list[Finding]:
    """Every finding, errors first; ``cities`` are the names of the province's cities and counties by code."""
    found = [
        *general_findings(terms),
        *calendar_findings(terms),
        *places_findings(terms, cities),
        *cost_findings(terms, cities),
        *rule_findings(terms),
        *paper_findings(terms),
        *scoring_findings(terms),
        *selection_findings(terms),
        *delivery_findings(terms),
    ]
    return sorted(found, key=lambda each: each.level != Level.ERROR)
