"""No test replaces the clock's functions: a module first imported meanwhile would keep the replacement for good, and
tests that run after it in the same process would tell the wrong time. ``mark_demo`` shifts the clock instead.
"""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
REPLACED = re.compile(r"""setattr\(\s*(?:clock\b|["'][\w.]*\bclock\.)""")


def test_clock_is_shifted_never_replaced() -> None:
    replacing = [
        str(path.relative_to(TESTS)) for path in TESTS.rglob("*.py") if REPLACED.search(path.read_text("utf-8"))
    ]

    assert not replacing
