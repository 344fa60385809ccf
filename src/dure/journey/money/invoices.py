"""Numbers on pieces of evidence (전자세금계산서 승인번호, 카드 승인번호) in the one spelling that is compared. Pure."""

import unicodedata

from dure.foundation.parties.business_number import BusinessNumberError, parse_business_number
from dure.journey.money.models import EvidenceKind

# 국세청 승인번호: the day, the sender's and a serial number, 24 letters or digits together.
APPROVAL_LENGTH = 24
NEEDS_INVOICE = frozenset({EvidenceKind.TAX_INVOICE, EvidenceKind.CARD_SLIP})


def plain_invoice(text: str) -> str:
    """A number without hyphens, blanks and case."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(letter for letter in folded if letter.isascii() and letter.isalnum())


def plain_issuer(text: str) -> str:
    """The digits of a business number, whether or not they make one; at most ten."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in folded if letter.isascii() and letter.isdigit())[:10]


def is_issuer(digits: str) -> bool:
    """Whether these are ten digits with the right check digit."""
    try:
        parse_business_number(digits)
    except BusinessNumberError:
        return False
    return True
