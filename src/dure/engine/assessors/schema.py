"""JSON Schemas (2020-12) of the problem, the answer and the checker's report.

Sums of affinities are exact. A default affinity is the ratio shared topics / firm's topics itself, not a
rounded one; sums are rounded half up once, when printed, to the most decimals in the file and at least
two; `exact` holds them as fractions.
"""

from __future__ import annotations

from typing import Any, Final

Schema = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
TEXT: Final[Schema] = {"type": "string", "minLength": 1, "maxLength": 200}
WHOLE: Final[Schema] = {"type": "integer", "minimum": 0}
NAMES: Final[Schema] = {"type": "array", "items": TEXT, "uniqueItems": True}
BY_FIRM: Final[Schema] = {"type": "object", "additionalProperties": NAMES}
DECIMAL: Final[Schema] = {"type": "string", "pattern": r"^(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?$"}
SUM: Final[Schema] = {"type": "string", "pattern": r"^[0-9]+\.[0-9]{2,4}$"}
EXACT: Final[Schema] = {"type": "string", "pattern": r"^[0-9]+(/[1-9][0-9]*)?$"}
LIMIT: Final[Schema] = {"enum": ["per_firm", "max_load", "min_load", "conflict"]}


def problem_schema() -> Schema:
    assessor = _object({"id": TEXT, "topics": NAMES, "max_load": WHOLE, "min_load": WHOLE}, ["id"])
    affinity: Schema = {
        "type": "object",
        "additionalProperties": {"type": "object", "additionalProperties": DECIMAL},
        "description": "Firm, assessor, affinity. A pair not given: shared topics over the firm's topics.",
    }
    seed = _object({"seed": TEXT}, ["seed"])
    fields: Schema = {
        "firms": {"type": "array", "minItems": 1, "items": _object({"id": TEXT, "topics": NAMES}, ["id"])},
        "assessors": {"type": "array", "minItems": 1, "items": assessor},
        "per_firm": {"type": "integer", "minimum": 1},
        "conflicts": {
            "type": "array",
            "items": {"type": "array", "prefixItems": [TEXT, TEXT], "minItems": 2, "maxItems": 2},
        },
        "affinity": affinity,
        "draw": {"anyOf": [{"type": "null"}, seed]},
    }
    return _document("assessors: problem", _object(fields, ["firms", "assessors", "per_firm"]))


def answer_schema() -> Schema:
    """One of: matched, drawn, infeasible."""
    return _document("assessors: answer", {"oneOf": [_matched(), _drawn(), _infeasible()]})


def report_schema() -> Schema:
    text: Schema = {"type": "string"}
    failure = _closed({"path": text, "claimed": text, "found": text})
    proof: Schema = {"type": "object", "additionalProperties": text}
    return _document(
        "assessors: check",
        _closed({"ok": {"type": "boolean"}, "failures": {"type": "array", "items": failure}, "proof": proof}),
    )


def _described() -> Schema:
    return {
        "assignment": BY_FIRM,
        "worst_firm": SUM,
        "total": SUM,
        "linked": {"type": "boolean"},
        "exact": _closed({"worst_firm": EXACT, "total": EXACT}),
        "firm_affinity": {"type": "object", "additionalProperties": SUM},
        "loads": {"type": "object", "additionalProperties": WHOLE},
        "groups": {"type": "array", "items": NAMES, "description": "Assessors comparable with each other."},
    }


def _matched() -> Schema:
    return _closed(
        {
            "status": {"enum": ["optimal", "feasible"]},
            **_described(),
            "bound": _closed({"worst_firm": SUM, "total": SUM}),
            "linking": {"enum": ["linked", "impossible", "undecided"]},
            "order": {"enum": ["first", "local"]},
        }
    )


def _drawn() -> Schema:
    return _closed({"status": {"const": "drawn"}, "calling_order": BY_FIRM, **_described()})


def _infeasible() -> Schema:
    names = {"limit": LIMIT, "firm": TEXT, "assessor": TEXT}
    change = _object({"limit": LIMIT, "assessor": TEXT, "by": WHOLE, "to": WHOLE}, ["limit", "by", "to"])
    relaxation = _closed({"limits": {"type": "array", "minItems": 1, "items": change}})
    return _closed(
        {
            "status": {"const": "infeasible"},
            "conflict": {"type": "array", "minItems": 1, "items": _object(names, ["limit"])},
            "smallest_relaxation": {"anyOf": [{"type": "null"}, relaxation]},
        }
    )


def _closed(fields: Schema) -> Schema:
    return _object(fields, list(fields))


def _object(fields: Schema, required: list[str]) -> Schema:
    return {"type": "object", "properties": fields, "required": required, "additionalProperties": False}


def _document(title: str, schema: Schema) -> Schema:
    return {"$schema": DIALECT, "title": title, **schema}
