"""The business registration number (사업자등록번호): ten digits, the last one a check digit."""

import unicodedata

_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3)


class BusinessNumberError(ValueError):
    """Not a business registration number; ``code`` is ``length`` or ``check_digit``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_digit(nine: str) -> int:
    """The tenth digit that belongs to the first nine (weights 1 3 7 1 3 7 1 3, then 5 and its tens)."""
    last = int(nine[8]) * 5
    total = sum(int(digit) * weight for digit, weight in zip(nine[:8], _WEIGHTS, strict=True))
    return (10 - (total + last // 10 + last) % 10) % 10


def parse_business_number(text: str) -> str:
    """Ten plain digits from what was typed (hyphens, blanks and full-width digits are fine).

    Raises ``BusinessNumberError`` when it is not ten digits or the check digit is wrong.
    """
    plain = unicodedata.normalize("NFKC", text)
    digits = "".join(c for c in plain if c not in " -‐‑–—.\t")
    if len(digits) != 10 or not digits.isascii() or not digits.isdigit():
        raise BusinessNumberError("length")
    if int(digits[9]) != check_digit(digits[:9]):
        raise BusinessNumberError("check_digit")
    return digits


def write_business_number(digits: str) -> str:
    """The way offices write it: 123-45-67890."""
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}" if len(digits) == 10 else digits
