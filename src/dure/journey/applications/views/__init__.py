"""The pages of this stage."""

from dure.journey.applications.views.checking import ask_supplement, check, check_again, decide, reconsider, set_aside
from dure.journey.applications.views.editor import autosave, cost_summary, edit, more_rows, papers, parts
from dure.journey.applications.views.handing_in import answer, submit, take_back
from dure.journey.applications.views.lists import accept_clear, applications, desk, lapse
from dure.journey.applications.views.own import give_up, mine, mine_one, withdraw
from dure.journey.applications.views.reading import detail, versions
from dure.journey.applications.views.starting import start
from dure.journey.applications.views.writers import consent, invite, prefill, settle, uninvite

__all__ = [
    "accept_clear",
    "answer",
    "applications",
    "ask_supplement",
    "autosave",
    "check",
    "check_again",
    "consent",
    "cost_summary",
    "decide",
    "desk",
    "detail",
    "edit",
    "give_up",
    "invite",
    "lapse",
    "mine",
    "mine_one",
    "more_rows",
    "papers",
    "parts",
    "prefill",
    "reconsider",
    "set_aside",
    "settle",
    "start",
    "submit",
    "take_back",
    "uninvite",
    "versions",
    "withdraw",
]
