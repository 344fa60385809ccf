"""News this app sends, and which others act on when the act has committed."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class LinkToSend:
    """A link that a person shall get by e-mail only, once per ``key``."""

    person_id: int
    subject: str
    body: str
    key: str
    at: datetime
