"""What is due back for a request about an asset, and the sentences that say why."""

from datetime import date

from django.utils.translation import gettext as _

from dure.engine.money.disposals import DueBack
from dure.foundation.interface.formats import day, number, won
from dure.foundation.places.models import Place
from dure.journey.assets.models import Disposal, DisposalKind
from dure.journey.assets.rules import reckon, rules_of


def reckoned(disposal: Disposal, on: date) -> DueBack:
    """What the notice's rule gives on a day."""
    asset = disposal.asset
    rule = rules_of(asset.agreement).asset_due_back
    return reckon(asset, disposal.kind, on, disposal.price_won, rule, leaves_province=leaves_province(disposal))


def leaves_province(disposal: Disposal) -> bool:
    """Whether the asset would stand outside the province that runs the programme."""
    target = disposal.to_place
    return target is not None and target.city.parent_id != disposal.asset.agreement.programme.province_id


def city_left(disposal: Disposal) -> Place | None:
    """The city or county that helped to pay and from which the asset would move away; None where it stays."""
    city, target = disposal.asset.agreement.city, disposal.to_place
    return city if target is not None and target.city_id != city.pk else None


def sentences(disposal: Disposal, on: date) -> list[str]:
    """How the amount comes about, one step a line; for the page of the request and the letter of the decision."""
    asset, due = disposal.asset, reckoned(disposal, on)
    found = []
    if on > asset.restricted_until:
        return [_("The restriction ended on %(day)s: nothing is due back.") % {"day": day(asset.restricted_until)}]
    found.append(
        _("Of the price %(price)s, %(public)s was public money; %(left)s of %(days)s days of restriction remain.")
        % {
            "price": won(asset.price_won),
            "public": won(asset.public_won),
            "left": number(due.days_left),
            "days": number(due.days),
        }
    )
    found.append(_("Written off day by day, %(won)s of it remains.") % {"won": won(due.remaining_won)})
    if disposal.price_won is not None:
        words = {"price": won(disposal.price_won), "part": won(due.obtained_won)}
        found.append(_("Of the %(price)s obtained, %(part)s falls to public money.") % words)
    return found + _about_move(disposal, due)


def _about_move(disposal: Disposal, due: DueBack) -> list[str]:
    if disposal.kind != DisposalKind.MOVE:
        return []
    city, target, found = city_left(disposal), disposal.to_place, []
    if city is not None and target is not None:
        words = {"city": city.name, "to": target.city.name, "won": won(disposal.asset.city_won)}
        found.append(
            _("%(city)s paid %(won)s of it and the asset would go to %(to)s: hear %(city)s before deciding.") % words
        )
    if not leaves_province(disposal):
        found.append(_("It stays within the province: the rule asks nothing back."))
    return found
