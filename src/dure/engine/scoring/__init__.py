"""From score sheets to official scores with their reasons, and what is shown beside them."""

from dure.engine.scoring.combine import Claims, combine
from dure.engine.scoring.disagreement import Disagreement, disagreement
from dure.engine.scoring.position import Position, positions, weakest_first
from dure.engine.scoring.result import FirmScore, Reason, ReasonCode, Verdict
from dure.engine.scoring.rules import (
    Adjustment,
    Criterion,
    Dropping,
    DropRule,
    Grade,
    Item,
    MinimumOf,
    RuleError,
    Rules,
    Step,
)
from dure.engine.scoring.severity import Severity, severities
from dure.engine.scoring.sheets import Sheet, SheetError

__all__ = [
    "Adjustment",
    "Claims",
    "Criterion",
    "Disagreement",
    "DropRule",
    "Dropping",
    "FirmScore",
    "Grade",
    "Item",
    "MinimumOf",
    "Position",
    "Reason",
    "ReasonCode",
    "RuleError",
    "Rules",
    "Severity",
    "Sheet",
    "SheetError",
    "Step",
    "Verdict",
    "combine",
    "disagreement",
    "positions",
    "severities",
    "weakest_first",
]
