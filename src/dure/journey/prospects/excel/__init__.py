"""Interest forms in an Excel file: the columns, the template, and reading with each bad cell named."""

from dure.journey.prospects.excel.read import Problem, Reading, read_interests
from dure.journey.prospects.excel.template import template_bytes

__all__ = ["Problem", "Reading", "read_interests", "template_bytes"]
