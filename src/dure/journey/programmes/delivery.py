"""What a notice says of the time after the selection: agreement, changes, build, payment, settlement.

The official limits and percentages of the region's programme could not be read in public: each is a setting of the
notice, and what stands here as a default is a starting value, which the editor asks to be held against the notice.
"""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dure.journey.programmes.parts import Code, Count, Label, Part, Pct

Party = Literal["operator", "firm", "supplier", "province", "city", "partner"]
HUNDRED = Decimal(100)


class SigningParty(Part):
    """Who signs the project agreement, and when: the same order signs side by side."""

    party: Party
    order: Annotated[int, Field(ge=1, le=20)]


class BondRule(Part):
    """A bond (증권) that must be handed in: its kind, its part of the cost and how long past the end it must hold."""

    kind: Literal["performance", "advance", "defect"]
    of: Literal["cost", "advance"] = "cost"
    pct: Pct
    days_past_end: Count = 0


class ChangeRules(Part):
    """What may be changed after the agreement (협약변경), and within which days."""

    within_days_of_cause: Count = 15
    before_end_days: Count = 30
    report_extension_days: Count = 31
    longest_extension_days: Count = 92
    most_extensions: Count = 1
    decide_within_days: Count = 14
    locked: tuple[Literal["kpis", "functions"], ...] = ("kpis", "functions")


class AgreementRules(Part):
    """How the project agreement (사업협약) is made and how long the project runs.

    ``end_reminder_days``: so many days before the last day the firm is reminded of it, each once.
    """

    months: Annotated[int, Field(ge=1, le=60)] = 8
    signing: tuple[SigningParty, ...] = (
        SigningParty(party="firm", order=1),
        SigningParty(party="supplier", order=2),
        SigningParty(party="operator", order=3),
    )
    partner_pct: Pct = Decimal(0)
    start_within_days: Count = 30
    end_reminder_days: tuple[Count, ...] = (30, 7, 3)
    bonds: tuple[BondRule, ...] = ()
    changes: ChangeRules = ChangeRules()
    ban_years: tuple[Count, ...] = ()


class DeliverableRule(Part):
    """A deliverable (산출물) and the milestone at which it is due."""

    code: Code
    name: Label
    milestone: Code
    types: tuple[Code, ...] = ()


class MilestoneRule(Part):
    """A milestone of the build; ``share_pct`` is the part of the project's time after which it is due."""

    code: Code
    name: Label
    share_pct: Pct
    types: tuple[Code, ...] = ()


class InspectionRule(Part):
    """A check (점검) or technical supervision (감리) that every project of these types goes through."""

    kind: Literal["design", "mid_check", "final_check", "mid_supervision", "final_supervision"]
    share_pct: Pct
    types: tuple[Code, ...] = ()


class BuildRules(Part):
    """Milestones, deliverables and checks of a build, and what follows it."""

    milestones: tuple[MilestoneRule, ...] = ()
    deliverables: tuple[DeliverableRule, ...] = ()
    inspections: tuple[InspectionRule, ...] = ()
    design_within_days: Count = 92
    finding_days: Count = 14
    warranty_months: Count = 12
    response_hours: Count = 24
    certificate_years: Count = 3
    track_record_from: Annotated[int, Field(ge=1, le=100)] = 3
    asset_years: Annotated[int, Field(ge=0, le=50)] = 5
    asset_due_back: Literal["remaining", "obtained", "higher"] = "higher"
    sighting_months: Annotated[int, Field(ge=1, le=60)] = 12


class PaymentRules(Part):
    """When public money moves: parts of the support in percent, who looks, and what settlement takes.

    ``late_pct_per_day`` and ``late_max_pct`` are liquidated damages (지체상금) of the agreed cost; ``mend_days`` the
    firm has to mend a claim given back, ``decide_days`` the operator to decide one. 0 days set no deadline.
    """

    advance_pct: Pct = Decimal(50)
    interim_pct: Pct = Decimal(0)
    final_pct: Pct = Decimal(50)
    firm_cash_first: bool = True
    approvals: Annotated[int, Field(ge=1, le=4)] = 2
    settlement_days: Count = 60
    return_days: Count = 30
    surcharge_factor_max: Annotated[Decimal, Field(ge=0, le=10, max_digits=4, decimal_places=2)] = Decimal(5)
    late_pct_per_day: Annotated[Decimal, Field(ge=0, le=5, max_digits=4, decimal_places=3)] = Decimal("0.125")
    late_max_pct: Pct = Decimal(30)
    mend_days: Count = 14
    decide_days: Count = 30

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.advance_pct + self.interim_pct + self.final_pct != HUNDRED:
            raise ValueError("advance, interim and final sum to 100")
        return self


class Delivery(Part):
    """All that holds between the selection and the settled project."""

    agreement: AgreementRules = AgreementRules()
    build: BuildRules = BuildRules()
    payment: PaymentRules = PaymentRules()
