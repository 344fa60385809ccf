"""The papers an application needs (제출서류): what each proves, where to get it, how long it is valid. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EXPIRY_WARNING_DAYS = 7


@dataclass(frozen=True)
class Paper:
    """A kind of paper. ``valid_days`` counts from the day of issue; None is valid until its own date, if any.

    ``fact`` is the fact of the eligibility check that it proves.
    """

    code: str
    name: str | Promise
    where: str | Promise
    url: str = ""
    valid_days: int | None = None
    fact: str = ""
    required: bool = True
    only_on_behalf: bool = False
    hint: str | Promise = ""


_GOV = "https://www.gov.kr"
_HOMETAX = "https://www.hometax.go.kr"

PAPERS: tuple[Paper, ...] = (
    Paper("business_registration", _("Business registration certificate"), _("Hometax or Government24"), _HOMETAX),
    Paper(
        "national_tax", _("Certificate of national tax payment"), _("Hometax or Government24"), _HOMETAX,
        valid_days=30, fact="tax_arrears",
    ),
    Paper(
        "local_tax", _("Certificate of local tax payment"), _("Wetax or Government24"), "https://www.wetax.go.kr",
        valid_days=30, fact="tax_arrears",
    ),
    Paper("factory_registration", _("Factory registration certificate"), _("Factory On or Government24"), _GOV),
    Paper(
        "financial_statement", _("Certificate of standard financial statements"), _("Hometax"), _HOMETAX,
        fact="sales_won",
    ),
    Paper(
        "insured_list", _("List of insured employees"), _("Four social insurances portal"), "https://www.4insure.or.kr",
        valid_days=30, fact="headcount",
    ),
    Paper(
        "sme_confirmation", _("Confirmation of small and medium-sized enterprise"), _("SME status portal"),
        "https://sminfo.mss.go.kr", hint=_("Valid until the date printed on it."),
    ),
    Paper(
        "quotation", _("Supplier's quotation"), _("Ask your supplier"),
        hint=_("With the business number of the supplier."),
    ),
    Paper("privacy_consent", _("Consent to the use of personal data"), _("Form of the notice")),
    Paper(
        "entry_consent", _("Consent to entry on behalf"), _("Signed by the firm's representative"),
        only_on_behalf=True,
    ),
    Paper("bonus_proof", _("Proof for bonus points"), _("Issuer of the certificate"), required=False),
    Paper("other", _("Other"), "", required=False),
)  # fmt: skip
BY_CODE = {paper.code: paper for paper in PAPERS}
CHOICES = tuple((paper.code, paper.name) for paper in PAPERS)


@dataclass(frozen=True)
class Attached:
    """A paper as it was attached; dates None where nobody gave them."""

    code: str
    file_name: str
    issued_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True)
class PaperStanding:
    """How one kind of paper stands on a day. ``valid_until_on`` is None where it does not run out."""

    paper: Paper
    attached: tuple[Attached, ...]
    valid_until_on: date | None
    is_expired: bool
    expires_soon: bool

    @property
    def is_missing(self) -> bool:
        """Whether nothing was attached though it is asked for."""
        return self.paper.required and not self.attached

    @property
    def is_fine(self) -> bool:
        """Attached and valid."""
        return bool(self.attached) and not self.is_expired


def checklist(attached: tuple[Attached, ...], on: date, on_behalf: bool = False) -> tuple[PaperStanding, ...]:
    """Every kind of paper with how it stands on a day; of several of a kind the one valid longest counts."""
    wanted = [paper for paper in PAPERS if on_behalf or not paper.only_on_behalf]
    return tuple(_standing(paper, tuple(a for a in attached if a.code == paper.code), on) for paper in wanted)


def valid_until(paper: Paper, attached: Attached) -> date | None:
    """The last day on which an attached paper counts."""
    if attached.expires_on is not None:
        return attached.expires_on
    if paper.valid_days is not None and attached.issued_on is not None:
        return attached.issued_on + timedelta(days=paper.valid_days)
    return None


def _standing(paper: Paper, attached: tuple[Attached, ...], on: date) -> PaperStanding:
    ends = [valid_until(paper, each) for each in attached]
    until = None if not ends or None in ends else max(end for end in ends if end is not None)
    expired = until is not None and until < on
    soon = until is not None and not expired and (until - on).days <= EXPIRY_WARNING_DAYS
    return PaperStanding(paper, attached, until, expired, soon)
