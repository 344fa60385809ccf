"""Lists: declared once, then searched, filtered, sorted, paged, totalled and exported alike everywhere."""

from dure.foundation.interface.lists.declare import (
    Action,
    BulkAction,
    Choice,
    Column,
    Empty,
    Filter,
    Kind,
    ListPage,
    State,
)
from dure.foundation.interface.lists.listing import Listing, prepare_list, selected_rows
from dure.foundation.interface.lists.respond import render_list

__all__ = [
    "Action",
    "BulkAction",
    "Choice",
    "Column",
    "Empty",
    "Filter",
    "Kind",
    "ListPage",
    "Listing",
    "State",
    "prepare_list",
    "render_list",
    "selected_rows",
]
