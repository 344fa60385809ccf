"""What assets hear of their agreement."""

from dure.foundation.access.actor import SYSTEM
from dure.journey.agreements.events import AgreementChanged, AgreementEnded
from dure.journey.agreements.queries import agreement
from dure.journey.assets.actions import flag_assets, follow_agreement


def heard_changed(news: AgreementChanged) -> None:
    """Its last day may be another now."""
    follow_agreement(agreement=agreement(news.agreement_id), by=SYSTEM, at=news.at)


def heard_ended(news: AgreementEnded) -> None:
    """It ended before its completion."""
    flag_assets(agreement=agreement(news.agreement_id), by=SYSTEM, at=news.at)
