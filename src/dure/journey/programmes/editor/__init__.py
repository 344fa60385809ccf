"""The sections of the notice editor, in the order of the notice."""

from dure.journey.programmes.editor.agreement import AgreementSection
from dure.journey.programmes.editor.budgets import BudgetsSection
from dure.journey.programmes.editor.build import BuildSection
from dure.journey.programmes.editor.calendar import CalendarSection
from dure.journey.programmes.editor.eligibility import EligibilitySection
from dure.journey.programmes.editor.general import GeneralSection
from dure.journey.programmes.editor.papers import PapersSection
from dure.journey.programmes.editor.payment import PaymentSection
from dure.journey.programmes.editor.places import PlacesSection
from dure.journey.programmes.editor.scoring import ScoringSection
from dure.journey.programmes.editor.section import Section
from dure.journey.programmes.editor.selection import SelectionSection

SECTIONS: dict[str, type[Section]] = {
    each.key: each
    for each in (
        GeneralSection,
        CalendarSection,
        PlacesSection,
        BudgetsSection,
        EligibilitySection,
        PapersSection,
        ScoringSection,
        SelectionSection,
        AgreementSection,
        BuildSection,
        PaymentSection,
    )
}

__all__ = ["SECTIONS", "Section"]
