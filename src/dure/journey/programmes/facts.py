"""The facts a rule of eligibility may ask about: what firms declare and what the record knows."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dure.journey.programmes.terms import Operator


class FactKind(StrEnum):
    """What a fact's value is."""

    NUMBER = "number"
    YES_NO = "yes_no"
    CODE = "code"


@dataclass(frozen=True)
class KnownFact:
    """``key`` is the name a rule uses; numbers are won or people."""

    key: str
    label: str | Promise
    kind: FactKind


FACTS = (
    KnownFact("sales_won", _("Yearly sales (won)"), FactKind.NUMBER),
    KnownFact("headcount", _("Number of employees"), FactKind.NUMBER),
    KnownFact("cost_won", _("Project cost (won)"), FactKind.NUMBER),
    KnownFact("supported_before", _("Received smart-factory support before"), FactKind.YES_NO),
    KnownFact("uses_ict", _("Uses ICT in production"), FactKind.YES_NO),
    KnownFact("running_other_project", _("Runs another smart-factory project"), FactKind.YES_NO),
    KnownFact("tax_arrears", _("Has tax arrears"), FactKind.YES_NO),
    KnownFact("closed_or_suspended", _("Closed or suspended business"), FactKind.YES_NO),
    KnownFact("in_insolvency", _("In default, bankruptcy or rehabilitation"), FactKind.YES_NO),
    KnownFact("excluded_industry", _("In an excluded industry"), FactKind.YES_NO),
    KnownFact("participation_banned", _("Barred from taking part (firm)"), FactKind.YES_NO),
    KnownFact("supplier_banned", _("Barred from taking part (supplier)"), FactKind.YES_NO),
    KnownFact("city", _("City or county of the factory (code)"), FactKind.CODE),
    KnownFact("sector", _("Industry (KSIC division)"), FactKind.CODE),
)
KNOWN = {fact.key: fact for fact in FACTS}
OPERATORS = {
    FactKind.NUMBER: frozenset({Operator.LESS, Operator.AT_MOST, Operator.AT_LEAST}),
    FactKind.YES_NO: frozenset({Operator.IS_TRUE, Operator.IS_FALSE}),
    FactKind.CODE: frozenset({Operator.ONE_OF, Operator.NOT_ONE_OF}),
}
OPERATOR_LABELS: dict[Operator, str | Promise] = {
    Operator.LESS: _("is less than"),
    Operator.AT_MOST: _("is at most"),
    Operator.AT_LEAST: _("is at least"),
    Operator.IS_TRUE: _("is so"),
    Operator.IS_FALSE: _("is not so"),
    Operator.ONE_OF: _("is one of"),
    Operator.NOT_ONE_OF: _("is none of"),
}
