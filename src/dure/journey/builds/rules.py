"""What a programme's notice says of builds."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from dure.journey.programmes.delivery import BuildRules
from dure.journey.programmes.queries import terms_in_force


class _ForTypes(Protocol):
    @property
    def types(self) -> tuple[str, ...]: ...


R = TypeVar("R", bound=_ForTypes)


def rules_of(programme_id: int) -> BuildRules:
    """The rules in force; days that were set by earlier ones stay as they are."""
    return terms_in_force(programme_id).delivery.build


def for_type(rules: Iterable[R], type_code: str) -> list[R]:
    """Those that hold for a type of support; one that names none holds for all."""
    return [rule for rule in rules if not rule.types or type_code in rule.types]
