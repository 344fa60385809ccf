"""ledger.md: every act that leaves an entry, in the words of its readable trail."""

import re
from itertools import groupby

from dure.foundation.ledger.words import named_actions
from tools.packages import ROOT
from tools.reference.markdown import both, code, table, top

LEAD = """Every act leaves one entry in an append-only, hash-chained ledger. The code stands in the chain, the
words are what readers of a trail see. What the chain proves: [explanation/ledger.md](../explanation/ledger.md)."""
ACT = re.compile(r"\bact\(\s*\"([a-z_]+\.[a-z_]+)\"")


def page() -> str:
    """One section an app."""
    named = sorted(named_actions().items())
    sections = [
        f"## {app}\n\n" + table(["act", "ko", "en"], ([code(name), *both(words)] for name, words in rows))
        for app, rows in groupby(named, key=lambda item: item[0].split(".")[0])
    ]
    return "\n".join([top("Acts in the ledger", LEAD), *sections])


def written_acts() -> set[str]:
    """The codes that the source writes, as far as they stand there as text."""
    sources = (ROOT / "src" / "dure").rglob("*.py")
    return {name for path in sources for name in ACT.findall(path.read_text(encoding="utf-8"))}
