"""How numbers given by the state are written: business registration and telephone."""

import re


def business_number(value: str) -> str:
    """Ten digits as 123-45-67890; anything else is returned untouched, so that an error stays visible."""
    digits = re.sub(r"\D", "", value)
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}" if len(digits) == 10 else value


def phone(value: str) -> str:
    """Area code, exchange, line. Seoul's area code has two digits, 1588-type numbers have none."""
    digits = re.sub(r"\D", "", value)
    if re.fullmatch(r"1\d{7}", digits):
        return f"{digits[:4]}-{digits[4:]}"
    match = re.fullmatch(r"(02|0\d{2})(\d{3,4})(\d{4})", digits)
    return "-".join(match.groups()) if match else value
