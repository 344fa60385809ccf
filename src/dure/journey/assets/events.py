"""News from this stage, for money."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AssetDueBack:
    """An asset was given away within its restriction, and this much is due back from the firm; whole won.

    The three parts sum to ``amount_won``. ``kind`` is the ``DisposalKind``.
    """

    agreement_id: int
    disposal_id: int
    asset_id: int
    kind: str
    amount_won: int
    province_won: int
    city_won: int
    partner_won: int
    at: datetime
