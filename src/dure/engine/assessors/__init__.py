"""Which assessor reads which firm: matched without conflicts, or drawn by lot, and why."""

from dure.engine.assessors.check import check
from dure.engine.assessors.explain import explain
from dure.engine.assessors.parse import parse
from dure.engine.assessors.schema import answer_schema, problem_schema, report_schema
from dure.engine.assessors.solve import solve

__all__ = ["answer_schema", "check", "explain", "parse", "problem_schema", "report_schema", "solve"]
