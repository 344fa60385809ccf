"""An interest form as a value: what a firm says, before anything is kept."""

from dataclasses import dataclass


@dataclass(frozen=True)
class InterestForm:
    """``number`` is the business registration number as typed; sales are won a year, None where not said.

    ``consents`` are codes of ``consents.py``; ``form_key`` makes the same click twice one interest.
    """

    firm_name: str
    number: str
    city_code: str
    contact_name: str
    contact_phone: str
    contact_email: str = ""
    sector_code: str = ""
    sales_won: int | None = None
    headcount: int | None = None
    type_code: str = ""
    wishes: str = ""
    consents: tuple[str, ...] = ()
    form_key: str = ""


@dataclass(frozen=True)
class VisitReport:
    """What a visitor found: readiness, the owner's commitment, ICT in use, needs, a note, advice for the firm."""

    readiness: str
    owner_committed: bool | None = None
    ict_in_use: bool | None = None
    needs: str = ""
    note: str = ""
    advice: str = ""
