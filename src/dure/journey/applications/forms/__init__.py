"""What is asked on the pages of this stage."""

from dure.journey.applications.forms.decisions import AnswerForm, ReasonForm, SupplementForm
from dure.journey.applications.forms.plan import PlanForms, ReadPlan
from dure.journey.applications.forms.start import StartForm

__all__ = ["AnswerForm", "PlanForms", "ReadPlan", "ReasonForm", "StartForm", "SupplementForm"]
