"""JSON Schemas (draft 2020-12) of what selection reads and writes."""

from __future__ import annotations

from typing import Final

from dure.engine.selection.parse import MOST_AMOUNT, MOST_APPLICANTS, MOST_BOUND, MOST_CONSTRAINTS
from dure.engine.selection.problem import Rule

Schema = dict[str, object]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
DECIMAL: Final[Schema] = {"type": "string", "pattern": r"^(0|[1-9][0-9]{0,8})(\.[0-9]{1,4})?$"}
SIGNED: Final[Schema] = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,4})?$"}
TEXT: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": 200}
TEXTS: Final[Schema] = {"type": "array", "items": TEXT, "uniqueItems": True}
BOUND: Final[Schema] = {"type": ["integer", "null"], "minimum": 0, "maximum": MOST_BOUND}
AMOUNTS: Final[Schema] = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}
FLAG: Final[Schema] = {"type": "boolean"}


def schemas() -> dict[str, Schema]:
    """By file stem."""
    return {
        "selection-input": _document("Selection: problem", _input()),
        "selection-output": _document("Selection: answer", {"oneOf": [_answer(), _infeasible()]}),
        "selection-check": _document("Selection: what the checker found", _check()),
    }


def _document(title: str, body: Schema) -> Schema:
    return {"$schema": DRAFT, "title": title, **body}


def _object(required: Schema, optional: Schema | None = None, *, closed: bool = True) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": not closed,
    }


def _input() -> Schema:
    return _object(
        {
            "rule": {"enum": [rule.value for rule in Rule]},
            "seats": {"type": "integer", "minimum": 0, "maximum": MOST_BOUND},
            "score_max": DECIMAL,
            "applicants": {"type": "array", "items": _applicant(), "maxItems": MOST_APPLICANTS},
        },
        {
            "constraints": {"type": "array", "items": _constraint(), "maxItems": MOST_CONSTRAINTS},
            "pinned": TEXTS,
            "barred": TEXTS,
            "tie_order": {"type": "array", "items": {"oneOf": [TEXT, _object({"tag": TEXT}, {"first": TEXTS})]}},
        },
    )


def _applicant() -> Schema:
    amount = {"type": "integer", "minimum": 0, "maximum": MOST_AMOUNT}
    return _object(
        {"id": TEXT, "score": DECIMAL},
        {
            "measures": {
                "type": "object",
                "propertyNames": {"not": {"const": "count"}},
                "additionalProperties": amount,
            },
            "tags": {"type": "object", "additionalProperties": TEXT},
        },
    )


def _constraint() -> Schema:
    name = {**TEXT, "not": {"const": "seats"}}
    where = {"type": "object", "additionalProperties": TEXTS}
    bounds: Schema = {"min": BOUND, "max": BOUND, "allow_empty": FLAG}
    return {
        **_object({"name": name, "where": where, "measure": TEXT}, bounds),
        "anyOf": [{"required": ["min"]}, {"required": ["max"]}],
    }


def _answer() -> Schema:
    names = {"type": "array", "items": TEXT}
    differs = _object({"rule": {"enum": [rule.value for rule in Rule]}, "only_here": names, "only_there": names})
    return _object(
        {
            "status": {"const": "optimal"},
            "rule": {"enum": [rule.value for rule in Rule]},
            "selected": names,
            "total": DECIMAL | {"pattern": r"^[0-9]+(\.[0-9]{1,4})?$"},
            "bound": DECIMAL | {"pattern": r"^[0-9]+(\.[0-9]{1,4})?$"},
            "count": {"type": "integer", "minimum": 0},
            "measures": AMOUNTS,
            "applicants": {"type": "object", "additionalProperties": {"oneOf": [_selected(), _not_selected()]}},
            "reserve": {"type": "object", "additionalProperties": names},
            "reserve_shortfall": {"type": "object", "additionalProperties": AMOUNTS},
            "differs_from": differs,
            "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        },
        {"stability": _stability()},
        closed=False,
    )


def _selected() -> Schema:
    return _object(
        {"selected": {"const": True}, "margin": _or_null(SIGNED), "essential": FLAG, "binding": {"const": []}},
        closed=False,
    )


def _not_selected() -> Schema:
    return _object(
        {
            "selected": {"const": False},
            "margin": _or_null(SIGNED),
            "reachable": FLAG,
            "points_needed": _or_null(SIGNED),
            "attainable": FLAG,
            "binding": {"type": "array", "items": TEXT},
        },
        closed=False,
    )


def _or_null(schema: Schema) -> Schema:
    return {"oneOf": [schema, {"type": "null"}]}


def _stability() -> Schema:
    return _object(
        {"draws": {"type": "integer", "minimum": 1}, "noise": DECIMAL, "seed": {"type": "string"}, "selected": AMOUNTS},
        closed=False,
    )


def _infeasible() -> Schema:
    bound = _object({}, {"min": {"type": "integer", "minimum": 0}, "max": {"type": "integer", "minimum": 0}})
    return _object(
        {
            "status": {"const": "infeasible"},
            "conflict": {"type": "array", "items": TEXT},
            "smallest_relaxation": AMOUNTS,
        },
        {
            "rule": {"enum": [rule.value for rule in Rule]},
            "relaxed_bounds": {"type": "object", "additionalProperties": bound},
        },
        closed=False,
    )


def _check() -> Schema:
    text: Schema = {"type": "string"}
    failure = _object({"path": text, "claimed": text, "found": text})
    proof = _object({"optimum": _or_null(text), "margins": {"type": "integer", "minimum": 0}})
    return _object({"ok": FLAG, "failures": {"type": "array", "items": failure}, "proof": proof}, closed=False)
