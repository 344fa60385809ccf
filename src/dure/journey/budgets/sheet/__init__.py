"""Budget movements in an Excel file: the columns, the template, and reading with each bad cell named."""

from dure.journey.budgets.sheet.read import Reading, SheetRow, read_movements
from dure.journey.budgets.sheet.template import template_bytes

__all__ = ["Reading", "SheetRow", "read_movements", "template_bytes"]
