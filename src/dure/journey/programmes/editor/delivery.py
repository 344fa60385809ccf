"""What the sections on agreement, build and payment share."""

from typing import Any, TypeVar

from dure.journey.programmes.delivery import Delivery
from dure.journey.programmes.editor.fields import plain
from dure.journey.programmes.editor.section import rebuilt
from dure.journey.programmes.parts import Label, Part
from dure.journey.programmes.terms import Terms

RulesT = TypeVar("RulesT", bound=Part)


def with_delivery(terms: Terms, **parts: Part) -> Terms:
    """The terms with other rules of agreement, build or payment."""
    changed: Delivery = terms.delivery.model_copy(update=parts)
    return terms.model_copy(update={"delivery": changed})


def changed(rules: RulesT, **values: Any) -> RulesT:
    """The rules with what was entered, checked anew; what no form asks for stays as it is."""
    part: RulesT = rebuilt(type(rules), **(dict(rules) | values))
    return part


def label_values(label: Label) -> dict[str, str]:
    """A label for its two boxes."""
    return {"name_ko": label.ko, "name_en": label.en}


def label_from(row: dict[str, Any]) -> Label:
    """A label from its two boxes."""
    return Label(ko=row["name_ko"], en=row["name_en"])


def numbers_text(numbers: tuple[int, ...]) -> str:
    """Numbers for one box, with commas between them."""
    return ", ".join(str(each) for each in numbers)


def values_of(part: Part, *names: str) -> dict[str, Any]:
    """Settings of a part for their boxes; decimals without trailing zeros."""
    found = {name: getattr(part, name) for name in names}
    return {name: plain(value) if name.endswith("_pct") else value for name, value in found.items()}
