"""The pages of settlement as tabs: those that the reader may open."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dure.foundation.access.actor import Actor
from dure.foundation.access.permission import Permission
from dure.foundation.interface.parts import Tab
from dure.journey.money.access import LIST_RECOVERIES, LIST_SETTLEMENTS, READ_STATEMENTS

PAGES: tuple[tuple[str, str | Promise, Permission], ...] = (
    ("money:settlements", _("Settlements"), LIST_SETTLEMENTS),
    ("money:recoveries", _("Money due back"), LIST_RECOVERIES),
    ("money:ageing", _("What is unsettled"), LIST_SETTLEMENTS),
    ("money:statements", _("Statements"), READ_STATEMENTS),
)


def tabs(actor: Actor, current: str) -> list[Tab]:
    """The tabs with the present page marked."""
    return [Tab(label, reverse(name), current=name == current) for name, label, who in PAGES if who.ask_role(actor)]
