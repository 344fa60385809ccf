"""states.md: every transition table, drawn and written out."""

from dure.foundation.access.actor import Role
from dure.foundation.workflow.table import Table, Transition, tables
from tools.reference.markdown import both, code, english, korean, table, top

LEAD = """Every status changes by one of these transitions and through one gate (`dure.foundation.workflow.gate`): lock
the row, check the table, write, record in the ledger, announce. The product itself makes a transition only as part of
another act, for instance for all applications that a publication decides on."""


def page() -> str:
    """One section a table."""
    return "\n".join([top("States", LEAD), *(_section(each) for each in tables())])


def _section(each: Table) -> str:
    states = table(
        ["state", "ko", "en"],
        ([code(value), *both(each.states(value).label)] for value in each.states.values),
    )
    moves = table(
        ["transition", "ko", "en", "from", "to", "who", "reason"], (_row(each, step) for step in each.transitions)
    )
    parts = [f"## {korean(each.title)} · {english(each.title)} ({code(each.model)})", diagram(each), states, moves]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def diagram(each: Table) -> str:
    """A Mermaid state diagram with the Korean words."""
    lines = ["```mermaid", "stateDiagram-v2", "direction LR"]
    lines += [f'state "{korean(each.states(value).label)}" as {value}' for value in each.states.values]
    lines.append(f"[*] --> {each.initial}")
    for step in each.transitions:
        lines += [f"{source} --> {step.target}: {korean(step.label)}" for source in step.sources]
    ends = [value for value in each.states.values if not any(value in step.sources for step in each.transitions)]
    return "\n".join([*lines, *(f"{value} --> [*]" for value in ends), "```"])


def _row(each: Table, step: Transition) -> list[str]:
    who = [korean(role.label) for role in Role if role in step.who] or ["제품 · the product"]
    needs = "필요 · required" if step.needs_reason else ""
    sources = ", ".join(code(str(source)) for source in step.sources)
    return [code(step.name), *both(step.label), sources, code(str(step.target)), ", ".join(who), needs]
