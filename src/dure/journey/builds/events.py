"""What a build hears of its agreement: started, changed, ended, its completion taken back."""

from typing import Final

from dure.foundation.access.actor import SYSTEM
from dure.foundation.workflow.gate import Moved
from dure.journey.agreements import queries as agreements
from dure.journey.agreements.events import AgreementChanged, AgreementEnded, AgreementStarted
from dure.journey.builds.actions import begin_build, reopen_build, replan_build, stop_build

_AGREEMENT: Final = "agreements.agreement"


def hear_started(news: AgreementStarted) -> None:
    """The build begins."""
    begin_build(agreement=agreements.agreement(news.agreement_id), by=SYSTEM, at=news.at)


def hear_changed(news: AgreementChanged) -> None:
    """Its days may have moved."""
    replan_build(agreement=agreements.agreement(news.agreement_id), by=SYSTEM, at=news.at)


def hear_ended(news: AgreementEnded) -> None:
    """Nothing is owed on the build any more."""
    stop_build(agreement=agreements.agreement(news.agreement_id), by=SYSTEM, at=news.at)


def hear_moved(news: Moved) -> None:
    """Of all that moves, only a completion taken back is news here."""
    if news.model == _AGREEMENT and news.transition == "resume":
        reopen_build(agreement=agreements.agreement(news.row_id), by=SYSTEM, at=news.at)
