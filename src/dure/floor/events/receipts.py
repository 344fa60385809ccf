"""What a sender is told: every line it sent is in exactly one of these counts."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rejected:
    """A line that was not taken, and why, in the sender's language."""

    line: int
    why: str


@dataclass(frozen=True)
class Receipt:
    """The answer to one delivery, given only after what was accepted is durable.

    `conflict` and `future` lie in quarantine and are shown: the same key with other content, and times more than five
    minutes ahead. `through`: by source, the highest sequence below which nothing is missing, so that an outbox may
    drop what lies at or below it.
    """

    read: int
    accepted: int
    duplicate: int
    conflict: int
    future: int = 0
    rejected: tuple[Rejected, ...] = ()
    through: dict[str, int] = field(default_factory=dict)

    @property
    def all_taken(self) -> bool:
        """Whether every line is in the store now."""
        return not (self.rejected or self.conflict or self.future)

    def as_json(self) -> dict[str, object]:
        return {
            "read": self.read,
            "accepted": self.accepted,
            "duplicate": self.duplicate,
            "conflict": self.conflict,
            "future": self.future,
            "rejected": [{"line": each.line, "why": each.why} for each in self.rejected],
            "through": self.through,
        }

    @classmethod
    def from_json(cls, found: dict[str, object]) -> "Receipt":
        """The receipt that `as_json` wrote."""
        rejected = found.pop("rejected")
        assert isinstance(rejected, list)  # noqa: S101 (our own words, read back)
        return cls(**found, rejected=tuple(Rejected(**each) for each in rejected))  # type: ignore[arg-type]
