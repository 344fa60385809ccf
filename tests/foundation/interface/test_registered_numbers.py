import pytest

from dure.foundation.interface.registered_numbers import business_number, phone


def test_business_number_of_ten_digits_is_grouped() -> None:
    assert business_number("1234567890") == "123-45-67890"


def test_business_number_of_a_wrong_length_stays_as_entered() -> None:
    assert business_number("12345") == "12345"


@pytest.mark.parametrize(
    ("entered", "shown"),
    [
        ("0212345678", "02-1234-5678"),
        ("021234567", "02-123-4567"),
        ("0632112233", "063-211-2233"),
        ("01012345678", "010-1234-5678"),
        ("15881234", "1588-1234"),
        ("call me", "call me"),
    ],
)
def test_phone_by_kind_of_number(entered: str, shown: str) -> None:
    assert phone(entered) == shown
