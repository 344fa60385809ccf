"""What suppliers build, as codes with their names."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOPICS: Final[dict[str, str | Promise]] = {
    "mes": _("Manufacturing execution (MES)"),
    "pop": _("Point of production (POP)"),
    "erp": _("Resource planning (ERP)"),
    "quality": _("Quality and inspection"),
    "equipment": _("Equipment data and sensors"),
    "warehouse": _("Stock and logistics (WMS)"),
    "haccp": _("Food safety (smart HACCP)"),
    "energy": _("Energy and environment"),
    "automation": _("Low-cost automation"),
    "vision": _("Machine vision"),
    "analysis": _("Data analysis and AI"),
}
