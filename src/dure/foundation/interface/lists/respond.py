"""A list as a response: the page, only its table for a partial update, or the Excel file."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from dure.foundation.interface.lists.declare import ListPage
from dure.foundation.interface.lists.excel import excel_response, sheet_of
from dure.foundation.interface.lists.listing import Listing, prepare_list


def render_list(
    request: HttpRequest,
    declared: ListPage,
    rows: QuerySet[Any],
    *,
    context: Mapping[str, Any] | None = None,
    template: str = "interface/list.html",
) -> HttpResponseBase:
    return list_response(request, prepare_list(request, declared, rows), context=context, template=template)


def list_response(
    request: HttpRequest,
    listing: Listing,
    *,
    context: Mapping[str, Any] | None = None,
    template: str = "interface/list.html",
) -> HttpResponseBase:
    if listing.declared.export and request.GET.get("export") == "xlsx":
        return excel_response(sheet_of(listing))
    partial = request.headers.get("HX-Target") == listing.declared.element
    values = {**(context or {}), "listing": listing}
    response: HttpResponse = render(request, "interface/list_table.html" if partial else template, values)
    # Without this, going back would show the bare table from the browser's store.
    patch_vary_headers(response, ["HX-Target"])
    return response
