"""The head of an application's page as label and value pairs."""

from django.utils.translation import gettext as _

from dure.foundation.interface.formats import counted, moment, won
from dure.foundation.interface.parts import Entry, Fact
from dure.foundation.ledger.queries import trail
from dure.foundation.parties.queries import firm_facts
from dure.foundation.workflow.values import StoryLine
from dure.journey.applications.models import Application


def firm_facts_of(row: Application) -> list[Fact]:
    """Firm, factory, supplier, money and dates."""
    firm = firm_facts(row.firm_id)
    facts = [
        Fact(_("Business number"), _hyphened(firm.number)),
        Fact(_("Representative"), firm.representative or "–"),
        Fact(_("Factory"), f"{row.site.name} · {row.city.name}", note=row.site.address),
        Fact(_("Type of support"), row.type_code),
        Fact(_("Supplier"), row.supplier.name if row.supplier is not None else _("Not named yet")),
        Fact(_("Sales"), won(firm.sales_won) if firm.sales_won is not None else "–", note=str(firm.year or "")),
        Fact(_("Employees"), counted(firm.headcount, "person") if firm.headcount is not None else "–"),
    ]
    if row.submitted_at is not None:
        facts.append(Fact(_("Submitted"), moment(row.submitted_at)))
        facts.append(Fact(_("Cost"), won(row.cost_won), note=_shares(row)))
    if row.entered_by_staff:
        facts.append(Fact(_("Entered on behalf"), _("Consent: %(kind)s") % {"kind": row.get_consent_display()}))
    return facts


def _shares(row: Application) -> str:
    words = {"province": won(row.province_won), "city": won(row.city_won), "firm": won(row.firm_won)}
    return _("Province %(province)s, city or county %(city)s, firm %(firm)s") % words


def _hyphened(number: str) -> str:
    return f"{number[:3]}-{number[3:5]}-{number[5:]}" if len(number) == 10 else number or "–"


def trail_entries(row: Application) -> list[Entry]:
    """The ledger's acts about the application, the latest first."""
    return [
        Entry(line.at, line.label, actor=line.actor_name, reason=line.reason, key=line.digest[:8])
        for line in reversed(trail(row))
    ]


def story_entries(lines: list[StoryLine]) -> list[Entry]:
    """The firm's story in this stage, the latest first."""
    return [Entry(line.at, line.title, actor=line.actor, detail=line.body) for line in reversed(lines)]
