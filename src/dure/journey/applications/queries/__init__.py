"""Reads over applications: the door other rooms use."""

from dure.journey.applications.queries.attached import attached_papers, paper_standings, papers_of
from dure.journey.applications.queries.checks import (
    RuleLine,
    checks,
    failing,
    latest_check,
    replay,
    replay_agrees,
    rule_lines,
    with_findings,
)
from dure.journey.applications.queries.fact_sheet import fact_sheet
from dure.journey.applications.queries.facts import applications_of, demand, facts
from dure.journey.applications.queries.plans import handed_in_plans
from dure.journey.applications.queries.reading import PlanPage, page_of, plan_page
from dure.journey.applications.queries.rows import (
    application,
    co_editors,
    draft_of,
    draft_plan,
    earlier_of,
    found,
    latest_plan,
    latest_version,
    locked,
    mine,
    naming_us,
    open_conflicts,
    open_supplement,
    selected,
    supplements,
    terms_for,
    versions,
    visible,
)
from dure.journey.applications.queries.standing import city_sums, firm_standings, standing, state_counts, tallies
from dure.journey.applications.queries.story import programmes_of_firm, story
from dure.journey.applications.queries.waiting import waiting
from dure.journey.applications.shares import Shares, shares
from dure.journey.applications.values import ApplicationFacts

__all__ = [
    "ApplicationFacts",
    "PlanPage",
    "RuleLine",
    "Shares",
    "application",
    "applications_of",
    "attached_papers",
    "checks",
    "city_sums",
    "co_editors",
    "demand",
    "draft_of",
    "draft_plan",
    "earlier_of",
    "fact_sheet",
    "facts",
    "failing",
    "firm_standings",
    "found",
    "handed_in_plans",
    "latest_check",
    "latest_plan",
    "latest_version",
    "locked",
    "mine",
    "naming_us",
    "open_conflicts",
    "open_supplement",
    "page_of",
    "paper_standings",
    "papers_of",
    "plan_page",
    "programmes_of_firm",
    "replay",
    "replay_agrees",
    "rule_lines",
    "selected",
    "shares",
    "standing",
    "state_counts",
    "story",
    "supplements",
    "tallies",
    "terms_for",
    "versions",
    "visible",
    "waiting",
    "with_findings",
]
