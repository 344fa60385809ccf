"""Which statements of the specification are checked by which test, and why the others do not concern us.

`python -m tests.floor.gateway.sparkplug.assertions` writes docs/reference/sparkplug.md anew.
"""

import re
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
IDS = (ROOT / "tests/data/floor/sparkplug/assertions.txt").read_text().split()
PAGE = ROOT / "docs/reference/sparkplug.md"
PREFIX = "tck-id-"
CHECKED: dict[str, str] = {}
Test = Callable[..., None]

EDGE = "a duty of the edge node"
SERVER = "a duty of the MQTT server"
COMMANDS = "Dure writes nothing to machines and sends no device commands"
# The first that matches holds.
REASONS = (
    (r"conformance-mqtt-", SERVER),
    (r".*dcmd", COMMANDS),
    (r"message-flow-phid-sparkplug-clean-session-50", "Dure speaks MQTT 3.1.1"),
    (r"case-|intro-.*-(string|uniqueness)|topic-structure-namespace-(duplicate|unique)", EDGE),
    (r"message-flow-(device|edge-node)-|principles-(persistence|rbe)-", EDGE),
    (r"operational-behavior-(data-publish|device-ddeath|edge-node-(birth|intentional|termination-host-offline))", EDGE),
    (r"operational-behavior-data-commands-rebirth-", EDGE),
    (r"operational-behavior-primary-application-state-with-multiple-servers-(single|walk)", EDGE),
    (r"payloads-(alias|dataset|dbirth|ddata|ddeath|metric|name|nbirth|ndata|ndeath|propertyset)-", EDGE),
    (r"payloads-(sequence-num|template|timestamp)-", EDGE),
    (r"topics-(dbirth|ddata|ddeath|nbirth|ndata|ndeath)-", EDGE),
)


HEAD = """# Sparkplug B: what the host is held to

<!-- Written by `python -m tests.floor.gateway.sparkplug.assertions`. Do not edit. -->

Dure hears edge nodes as a Sparkplug B 3.0 host application. Of the {all} statements of the specification, {ours} concern
a host that reads; each is checked by the test named beside it in `tests/floor/gateway/sparkplug/test_assertions.py`,
against a real Mosquitto and by the packets that the host writes.

## Each event once
Sparkplug acknowledges no data (QoS 0) and its sequence begins anew after 255, so neither tells a repeated reading from a
new one. A reading is known by what it is: source `sparkplug/<group>/<node>[/<device>]#<metric>`, sequence from its
millisecond and its value. The same reading is one event whether it comes live, again in a birth, or as history.
- An edge node that has this host as its primary host keeps what happens while the host is offline, and sends it as
  history. Let it send its last moments again with that: messages under way when a host is killed are lost otherwise.
- Send counters (`count_total`), not single pieces: a counter makes good what was lost, and two equal pieces of one
  millisecond would be one. Births tell counters, states and measurements; pieces, scrap, lots and energy count from data
  only.
- After a gap in the sequence no alias is believed until the next birth. Metrics with their own name are taken.
- When a node or device dies, its states become `unknown`: by the device's certificate at its timestamp, by the node's at
  the host's clock, because that certificate was written when the node connected.
- While events cannot be stored the host is offline.

## Statements
| statement | verdict |
|---|---|"""


def asserts(*names: str) -> Callable[[Test], Test]:
    """Marks a test as the one that checks these statements (without their common prefix)."""

    def mark(test: Test) -> Test:
        for name in names:
            assert PREFIX + name in IDS, name
            assert CHECKED.setdefault(PREFIX + name, test.__name__) == test.__name__, name
        return test

    return mark


def reason(name: str) -> str | None:
    """Why a statement is not checked; None where no reason is known."""
    plain = name.removeprefix(PREFIX)
    return next((why for pattern, why in REASONS if re.match(pattern, plain)), None)


def page() -> str:
    """The whole reference page."""
    rows = [f"| `{name}` | {_verdict(name)} |" for name in IDS]
    return "\n".join([HEAD.format(all=len(IDS), ours=len(CHECKED)), *rows, ""])


def _verdict(name: str) -> str:
    return f"holds: `{CHECKED[name]}`" if name in CHECKED else f"not applicable: {reason(name)}"


def main() -> None:
    from tests.floor.gateway.sparkplug import test_assertions

    PAGE.write_text(test_assertions.table.page())


if __name__ == "__main__":
    main()
