"""Interest forms in an Excel file: the columns, the template, and reading with each bad cell named."""

from dure.journey.prospects.excel.read import Reading, read_interests
from dure.journey.prospects.excel.template import template_bytes

__all__ = ["Reading", "read_interests", "template_bytes"]
