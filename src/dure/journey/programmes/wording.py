"""The words for the parts and the settings of a notice."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_SECTIONS: dict[str, str | Promise] = {
    "title": _("General"),
    "summary": _("General"),
    "contact": _("General"),
    "calendar": _("Calendar"),
    "types": _("Types and places"),
    "city_places": _("Types and places"),
    "city_budgets": _("Budgets and costs"),
    "province_budget_won": _("Budgets and costs"),
    "costs": _("Budgets and costs"),
    "eligibility": _("Eligibility"),
    "scoring": _("Scoring"),
    "selection": _("Selection"),
}
_PARTS: dict[str, str | Promise] = {
    "ko": _("Korean"),
    "en": _("English"),
    "title": _("Title"),
    "summary": _("Summary"),
    "contact": _("Whom to ask"),
    "calendar": _("Calendar"),
    "interest_opens_at": _("Interest intake opens"),
    "interest_closes_at": _("Interest intake closes"),
    "intake_opens_at": _("Plan intake opens"),
    "intake_closes_at": _("Plan intake closes"),
    "site_check_from": _("Site checks begin"),
    "site_check_until": _("Site checks end"),
    "presentation_from": _("Presentations begin"),
    "presentation_until": _("Presentations end"),
    "announcement_at": _("Announcement"),
    "supplement_days": _("Days to supplement"),
    "appeal_days": _("Days to appeal"),
    "giving_up_days": _("Days to give up"),
    "types": _("Types"),
    "name": _("Name"),
    "level": _("Level"),
    "places": _("Places"),
    "ceiling_won": _("Ceiling"),
    "description": _("Description"),
    "city_places": _("Places by city"),
    "city_budgets": _("Budgets by city"),
    "amount_won": _("Amount"),
    "province_budget_won": _("Budget of the province"),
    "costs": _("Costs"),
    "province_pct": _("Share of the province (%)"),
    "city_pct": _("Share of the city or county (%)"),
    "firm_pct": _("Share of the firm (%)"),
    "firm_in_kind_max_pct": _("In-kind, at most (% of the firm's share)"),
    "round_down_to_won": _("Amounts are cut to"),
    "vat_included": _("Value added tax is part of the cost"),
    "items": _("Cost items"),
    "max_pct": _("At most (%)"),
    "max_pct_of": _("Taken of"),
    "eligibility": _("Eligibility"),
    "fact": _("Fact asked about"),
    "operator": _("Comparison"),
    "value": _("Value"),
    "severity": _("If not met"),
    "sentence": _("Sentence for the firm"),
    "basis": _("Where it is written"),
    "scoring": _("Scoring"),
    "steps": _("Steps"),
    "weight_pct": _("Weight (%)"),
    "minimum": _("Minimum points"),
    "assessors": _("Assessors a firm"),
    "drop": _("How the sheets are combined"),
    "criteria": _("Score sheet"),
    "grades": _("Points of the grades"),
    "reason_below": _("Reason needed below"),
    "bonuses": _("Bonus points"),
    "bonus_cap": _("Bonus points together, at most"),
    "penalties": _("Penalty points"),
    "penalty_cap": _("Penalty points together, at most"),
    "points": _("Points"),
    "minimum_total": _("Minimum total"),
    "decimals": _("Decimals of the score"),
    "selection": _("Selection"),
    "rule": _("Selection rule"),
    "tie_order": _("Tie order"),
    "measure": _("Compared by"),
    "tag": _("Compared by"),
    "first": _("Values that come first"),
    "team_weeks": _("Team-weeks of mentors"),
    "team_weeks_per_firm": _("Team-weeks a firm"),
}
_VALUES: dict[str, str | Promise] = {
    "basic": _("Basic"),
    "intermediate1": _("Intermediate 1"),
    "intermediate2": _("Intermediate 2"),
    "advanced": _("Advanced"),
    "stop": _("not eligible"),
    "warning": _("a warning"),
    "none": _("mean of all"),
    "highest_lowest": _("mean without the highest and the lowest"),
    "score_order": _("By score within each type, down the list"),
    "max_total": _("The set of firms with the greatest total score"),
    "total": _("the total cost"),
    "firm_share": _("the firm's share"),
    "cost_won": _("smaller project cost first"),
    "city_won": _("smaller city share first"),
    "headcount": _("fewer employees first"),
    "sales_won": _("smaller sales first"),
    "first_ict": _("firms that never used ICT first"),
    "sector": _("by industry"),
    "city": _("by city or county"),
    "type": _("by type"),
}


def section_of(name: str) -> str:
    """The title of the section a part of the terms belongs to."""
    return str(_SECTIONS[name])


def part_label(name: str) -> str:
    """The words for a part; codes and numbers stay as they are."""
    return str(_PARTS.get(name, name))


def value_label(value: str) -> str:
    """The words for a setting; other texts stay as they are."""
    return str(_VALUES.get(value, value))
