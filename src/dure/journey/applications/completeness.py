"""How complete a plan is, and every thing that is missing, with the place where it is written. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dure.foundation.parties.business_number import BusinessNumberError, parse_business_number
from dure.journey.applications.cost_table import price
from dure.journey.applications.indicators import kpi_problems
from dure.journey.applications.labels import FACT_LABELS, FIELD_LABELS
from dure.journey.applications.papers import ENTRY_CONSENT, PaperStanding
from dure.journey.applications.plan import Facts, Plan
from dure.journey.programmes.terms import Terms

SECTIONS = {
    "overview": gettext_lazy("Overview"),
    "facts": gettext_lazy("Facts of the firm"),
    "state": gettext_lazy("Present state and problems"),
    "goals": gettext_lazy("Goals"),
    "modules": gettext_lazy("What will be built and when"),
    "consortium": gettext_lazy("Supplier"),
    "costs": gettext_lazy("Cost table"),
    "kpis": gettext_lazy("Key indicators"),
    "bonuses": gettext_lazy("Bonus points claimed"),
    "helper": gettext_lazy("Who helped"),
    "documents": gettext_lazy("Documents"),
}
_TEXTS = (
    ("title", "overview"),
    ("present_state", "state"),
    ("problems", "state"),
    ("goals", "goals"),
    ("modules", "modules"),
    ("schedule", "modules"),
)


@dataclass(frozen=True)
class Missing:
    """Something missing: its section of the editor, the sentence, and whether the plan cannot go in without it."""

    section: str
    sentence: str
    blocks: bool = True


@dataclass(frozen=True)
class Completeness:
    """All that is missing, and how many of the sections are done."""

    missing: tuple[Missing, ...]

    @property
    def blocking(self) -> tuple[Missing, ...]:
        """What must be there before the plan can be submitted."""
        return tuple(each for each in self.missing if each.blocks)

    @property
    def may_follow(self) -> tuple[Missing, ...]:
        """What may be handed in later, as a supplement."""
        return tuple(each for each in self.missing if not each.blocks)

    @property
    def total(self) -> int:
        """The number of sections."""
        return len(SECTIONS)

    @property
    def done(self) -> int:
        """The number of sections in which nothing is missing."""
        return len(SECTIONS.keys() - {each.section for each in self.missing})


def completeness(
    plan: Plan, terms: Terms, type_code: str, papers: tuple[PaperStanding, ...] = (), own_number: str = ""
) -> Completeness:
    """What a plan of this type still lacks under the notice; ``own_number`` is the firm's business number."""
    return Completeness(
        (
            *_texts(plan),
            *_facts(plan, terms, type_code),
            *_supplier(plan, own_number),
            *_costs(plan, terms, type_code),
            *(Missing("kpis", sentence) for sentence in kpi_problems(plan.kpis)),
            *_bonuses(plan, terms),
            *_helper(plan),
            *_papers(papers),
        )
    )


def asked_facts(terms: Terms, type_code: str) -> tuple[str, ...]:
    """The facts a firm is asked for: those the rules of its type need and a plan can declare."""
    needed = {rule.fact for rule in terms.eligibility if not rule.types or type_code in rule.types}
    return tuple(name for name in Facts.model_fields if name in needed or name == "uses_ict")


def _texts(plan: Plan) -> Iterator[Missing]:
    for field, section in _TEXTS:
        if not getattr(plan, field):
            yield Missing(section, _("“%(field)s” is empty.") % {"field": FIELD_LABELS[field]})


def _facts(plan: Plan, terms: Terms, type_code: str) -> Iterator[Missing]:
    for name in asked_facts(terms, type_code):
        if getattr(plan.facts, name) is None:
            yield Missing("facts", _("“%(fact)s” is not answered.") % {"fact": FACT_LABELS[name]})


def _supplier(plan: Plan, own_number: str) -> Iterator[Missing]:
    if not plan.supplier_number:
        yield Missing("consortium", _("No supplier is named yet. It may be added with a supplement."), blocks=False)
        return
    try:
        number = parse_business_number(plan.supplier_number)
    except BusinessNumberError:
        yield Missing("consortium", _("The supplier's business number is not correct. Check its ten digits."))
        return
    if number == own_number:
        yield Missing("consortium", _("The firm itself cannot be the supplier. Enter the supplier's number."))
    if not plan.supplier_name:
        yield Missing("consortium", _("The supplier's name is missing."))


def _costs(plan: Plan, terms: Terms, type_code: str) -> Iterator[Missing]:
    if not plan.costs:
        yield Missing("costs", _("The cost table is empty."))
        return
    for sentence in price(plan, terms, type_code).problems:
        yield Missing("costs", sentence)


def _bonuses(plan: Plan, terms: Terms) -> Iterator[Missing]:
    known = {bonus.code for bonus in terms.scoring.bonuses}
    for code in plan.bonuses:
        if code not in known:
            yield Missing("bonuses", _("“%(code)s” is not a bonus of this notice. Take it out.") % {"code": code})


def _helper(plan: Plan) -> Iterator[Missing]:
    if plan.helper.kind != "nobody" and not plan.helper.name:
        yield Missing("helper", _("Write the name of the person or office that helped."))


def _papers(papers: tuple[PaperStanding, ...]) -> Iterator[Missing]:
    for each in papers:
        words = {"paper": each.paper.name, "where": each.paper.where}
        if each.is_missing and each.paper == ENTRY_CONSENT:
            yield Missing("documents", _("%(paper)s is missing. %(where)s.") % words)
        elif each.is_missing:
            yield Missing("documents", _("%(paper)s is missing. Get it at: %(where)s.") % words, blocks=False)
        elif each.is_expired:
            yield Missing("documents", _("%(paper)s has run out. Get a new one at: %(where)s.") % words, blocks=False)
