"""What the notice says of assets: how long they stay, how often they are seen, and what is due back. Reckoning only."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from dure.engine.money.disposals import DueBack, DueBackRule, Restricted, due_back
from dure.engine.money.rounding import apportion
from dure.foundation.workflow.periods import months_after
from dure.journey.agreements.models import Agreement
from dure.journey.agreements.values import AgreementFacts
from dure.journey.applications.queries import terms_for
from dure.journey.assets.models import Asset, DisposalKind
from dure.journey.programmes.delivery import BuildRules

# Cost items that buy things; development, labour and training leave nothing to put a label on.
THINGS: Final = frozenset({"hardware", "commercial_software", "network", "automation"})


def rules_of(agreement: Agreement) -> BuildRules:
    """The rules of the notice that the agreement stands under."""
    return terms_for(agreement.application).delivery.build


@dataclass(frozen=True)
class PriceByFunder:
    """A price by who paid it; whole won, the firm pays the rest."""

    province_won: int
    city_won: int
    partner_won: int

    @property
    def public_won(self) -> int:
        """What the firm did not pay itself."""
        return self.province_won + self.city_won + self.partner_won


def price_by_funder(price_won: int, agreed: AgreementFacts) -> PriceByFunder:
    """A price in the proportions of the agreed shares in cash: a thing is bought, never brought in kind."""
    weights = (agreed.province_won, agreed.city_won, agreed.partner_won, agreed.firm_cash_won)
    province, city, partner, _firm = apportion(price_won, weights)
    return PriceByFunder(province, city, partner)


def restriction(bought_on: date, ends_on: date, years: int) -> tuple[date, date]:
    """First and last day of the disposal restriction: so many years from the project's end."""
    first = max(bought_on, ends_on)
    return first, months_after(first, 12 * years)


def next_sighting(since: date, until: date, months: int) -> date | None:
    """When somebody must stand before the asset again; None where the restriction is over by then."""
    due = months_after(since, months)
    return due if due <= until else None


def reckon(
    asset: Asset, kind: str, on: date, price_won: int | None, rule: str, *, leaves_province: bool = False
) -> DueBack:
    """What is due back if the asset is given away on a day.

    A move within the province takes nothing from the public; one out of it counts as giving the asset away.
    """
    thing = Restricted(asset.price_won, asset.public_won, asset.restricted_from, asset.restricted_until)
    if kind == DisposalKind.MOVE:
        reckoned = due_back(thing, on, rule=DueBackRule.REMAINING)
        return reckoned if leaves_province else DueBack(0, reckoned.remaining_won, 0, reckoned.days_left, reckoned.days)
    return due_back(thing, on, obtained_won=price_won, rule=DueBackRule(rule))


def parts_of(asset: Asset, amount_won: int) -> tuple[int, int, int]:
    """An amount due back by funder (province, city, partner), as they paid for the asset."""
    if not asset.public_won:
        return (amount_won, 0, 0)
    province, city, partner = apportion(amount_won, (asset.province_won, asset.city_won, asset.partner_won))
    return (province, city, partner)
