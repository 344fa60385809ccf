"""A declared list read against a request: what is asked for, and the rows that answer it.

Queries, whatever the number of rows: one for the count and the counts beside the filters' choices, one page of
rows, one for the totals if there are any.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast
from django.http import HttpRequest, QueryDict

from dure.foundation.interface.lists.cells import Cell, Head, RowView, cell, heads, total_cell
from dure.foundation.interface.lists.declare import Choice, Filter, ListPage, Rows
from dure.foundation.interface.parts import Text

LONGEST_SEARCH = 100
# A key no filter has.
EVERY_ROW = ""
# The choices of each filter by its key.
Offered = Mapping[str, Sequence[Choice]]


@dataclass(frozen=True)
class Asked:
    """The parameters of the address that this list understands; others are left alone."""

    query: str
    sort: str
    page: str
    chosen: dict[str, list[str]]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query or self.chosen)


def asked(parameters: QueryDict, declared: ListPage, offered: Offered) -> Asked:
    """Unknown filter values and sort keys are dropped, so that an old address still opens."""
    chosen = {}
    for choice in declared.filters:
        known = {str(offer.value) for offer in offered[choice.key]}
        values = [value for value in parameters.getlist(choice.key) if value in known]
        if values:
            chosen[choice.key] = values if choice.multiple else values[-1:]
    sort = parameters.get("sort", "") or declared.default_sort
    column = declared.column(sort.removeprefix("-"))
    known_sort = sort if column is not None and column.sort is not None else declared.default_sort
    query = parameters.get("q", "").strip()[:LONGEST_SEARCH] if declared.search else ""
    return Asked(query=query, sort=known_sort, page=parameters.get("page", "1"), chosen=chosen)


@dataclass(frozen=True)
class Offer:
    """One choice of a filter as it is drawn."""

    value: str
    label: Text
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class FilterView:
    key: str
    label: Text
    offers: Sequence[Offer]
    multiple: bool

    @property
    def element(self) -> str:
        return f"filter-{self.key}"


@dataclass(frozen=True)
class Chip:
    """A choice in force, and the address without it."""

    label: str
    url: str


class Listing:
    """Everything the templates of a list read. Each part is fetched once, when first read."""

    def __init__(self, request: HttpRequest, declared: ListPage, rows: Rows, parameters: QueryDict) -> None:
        self.request = request
        self.declared = declared
        self.base = rows
        self.parameters = parameters
        # Choices that the database gives are asked for once.
        self.offered = {choice.key: choice.offered() for choice in declared.filters}
        self.asked = asked(parameters, declared, self.offered)

    @cached_property
    def filtered(self) -> Rows:
        return self._narrowed(without="")

    def _narrowed(self, *, without: str) -> Rows:
        rows = self.base
        if self.asked.query and self.declared.search:
            rows = self.declared.search(rows, self.asked.query)
        for choice in self.declared.filters:
            if choice.key != without and choice.key in self.asked.chosen:
                rows = choice.narrow(rows, self.asked.chosen[choice.key])
        return rows

    @cached_property
    def ordered(self) -> Rows:
        """Sorted as asked, then by a unique key, so that pages never overlap. Empty values come last."""
        tiebreak = self.declared.tiebreak
        column = self.declared.column(self.asked.sort.removeprefix("-"))
        if column is None or column.sort is None:
            return self.filtered if self.filtered.query.order_by else self.filtered.order_by(tiebreak)
        by = F(column.sort) if isinstance(column.sort, str) else column.sort
        if self.asked.sort.startswith("-"):
            return self.filtered.order_by(by.desc(nulls_last=True), tiebreak)
        return self.filtered.order_by(by.asc(nulls_last=True), tiebreak)

    @cached_property
    def page(self) -> Page[Any]:
        paginator = Paginator(self.ordered, self.declared.per_page)
        paginator.count = self.count
        return paginator.get_page(self.asked.page)

    @cached_property
    def rows(self) -> list[RowView]:
        return [self._row(row) for row in self.page.object_list]

    def _row(self, row: Any) -> RowView:
        url = self.declared.row_url(row) if self.declared.row_url else None
        extra = self.declared.row_class(row) if self.declared.row_class else ""
        return RowView(
            key=str(getattr(row, "pk", "")),
            url=url or "",
            extra=extra,
            cells=tuple(cell(column, row, url) for column in self.declared.columns),
        )

    @cached_property
    def count(self) -> int:
        return self._tallies.get(EVERY_ROW, {}).get("", 0)

    @cached_property
    def _tallies(self) -> dict[str, dict[str, int]]:
        """How many rows there are (`EVERY_ROW`), and by filter how many each choice would leave, the other
        choices staying as they are."""
        parts = [_tally(EVERY_ROW, self.filtered, Value("", output_field=CharField()))]
        for choice in self.declared.filters:
            if choice.has_counts:
                value = Cast(choice.field, output_field=CharField())
                parts.append(_tally(choice.key, self._narrowed(without=choice.key), value))
        found: dict[str, dict[str, int]] = {}
        for part, value, rows in parts[0].union(*parts[1:], all=True):
            found.setdefault(part, {})[str(value)] = rows
        return found

    @cached_property
    def totals(self) -> tuple[Cell | None, ...]:
        wanted = {column.key: column.total for column in self.declared.columns if column.total is not None}
        if not wanted or not self.count:
            return ()
        found = self.filtered.order_by().aggregate(**{f"total_{key}": total for key, total in wanted.items()})
        return tuple(
            total_cell(column, found[f"total_{column.key}"]) if column.key in wanted else None
            for column in self.declared.columns
        )

    @cached_property
    def heads(self) -> list[Head]:
        return heads(self.declared, self.asked.sort, self.address)

    @cached_property
    def filters(self) -> list[FilterView]:
        return [self._filter(choice) for choice in self.declared.filters]

    def _filter(self, choice: Filter) -> FilterView:
        counts = self._tallies.get(choice.key, {}) if choice.has_counts else None
        chosen = self.asked.chosen.get(choice.key, [])
        offers = [
            Offer(
                str(offer.value),
                offer.label,
                None if counts is None else counts.get(str(offer.value), 0),
                str(offer.value) in chosen,
            )
            for offer in self.offered[choice.key]
        ]
        return FilterView(choice.key, choice.label, offers, choice.multiple)

    @cached_property
    def chips(self) -> list[Chip]:
        found = []
        for choice in self.declared.filters:
            labels = {str(offer.value): str(offer.label) for offer in self.offered[choice.key]}
            for value in self.asked.chosen.get(choice.key, []):
                rest = [other for other in self.asked.chosen[choice.key] if other != value]
                found.append(Chip(f"{choice.label}: {labels[value]}", self.address(**{choice.key: rest})))
        if self.asked.query:
            found.append(Chip(f"“{self.asked.query}”", self.address(q="")))
        return found

    def address(self, **changes: str | list[str]) -> str:
        """This list's address with some parameters changed. Anything but turning a page goes to page one."""
        query = self.parameters.copy()
        for key in ("page", "export", "csrfmiddlewaretoken", "selected", "all"):
            query.pop(key, None)
        for key, value in changes.items():
            query.setlist(key, [value] if isinstance(value, str) and value else list(value or []))
        return f"{self.request.path}?{query.urlencode()}"

    @property
    def has_search(self) -> bool:
        """Templates must not touch `declared.search` itself: they would call it."""
        return self.declared.search is not None

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the page around asks for."""
        return [(key, value) for key in self.declared.keep for value in self.parameters.getlist(key) if value]

    @property
    def around(self) -> str:
        """The id of the form beside the list that asks for what is kept; it carries on what this list asks for."""
        return f"{self.declared.element}-around"

    @property
    def own(self) -> list[tuple[str, str]]:
        """What this list asks for; only where a form beside it needs that."""
        if not self.declared.keep:
            return []
        choices = [(key, value) for key, values in self.asked.chosen.items() for value in values]
        every = [("q", self.asked.query), ("sort", self.asked.sort), *choices]
        return [(key, value) for key, value in every if value]

    @property
    def clear_url(self) -> str:
        return f"{self.request.path}?{urlencode(self.kept)}" if self.kept else self.request.path

    @property
    def export_url(self) -> str:
        return self.address(export="xlsx")

    @property
    def bulk(self) -> tuple[Any, ...]:
        allowed = self.declared.may_bulk is None or self.declared.may_bulk(self.request)
        return tuple(self.declared.bulk) if allowed else ()


def _tally(part: str, rows: Rows, value: Value | Cast) -> QuerySet[Any]:
    """Rows of (part, value, number of rows). Counted around the rows, whose own annotations may group them."""
    around = rows.model._default_manager.filter(pk__in=rows.order_by().values("pk")).order_by()
    counted = around.values(value=value).annotate(found=Count("pk"))
    return counted.annotate(part=Value(part, output_field=CharField())).values_list("part", "value", "found")


def prepare_list(request: HttpRequest, declared: ListPage, rows: QuerySet[Any]) -> Listing:
    """The list as a value, to be included in a page of one's own."""
    if rows.query.is_sliced:
        raise ImproperlyConfigured(f"the list {declared.key} pages by itself; hand it a queryset without a slice")
    return Listing(request, declared, rows, request.GET)


def selected_rows(request: HttpRequest, declared: ListPage, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows a bulk action was asked for, out of those the person may see.

    `all` stands for every row under the filters that were in force; they come with the POST.
    """
    if request.POST.get("all"):
        return Listing(request, declared, rows, request.POST).filtered
    keys = [key for key in request.POST.getlist("selected") if _fits(rows, key)]
    return rows.filter(pk__in=keys)


def _fits(rows: QuerySet[Any], key: str) -> bool:
    try:
        rows.model._meta.pk.to_python(key)
    except ValidationError:
        return False
    return True
