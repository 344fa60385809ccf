"""What belongs to the page as a whole: style sheets, breadcrumbs, pages of a list, addresses."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.template import Context, Library
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from dure.foundation.interface.assets import krds_is_present
from dure.foundation.interface.parts import Crumb, Tab

register = Library()
KRDS_SHEETS = ("dure/krds/tokens.css", "dure/krds/fonts.css")
OWN_SHEETS = tuple(f"dure/{name}.css" for name in ("dure", "skeleton", "parts", "forms", "figures", "lists", "widths"))


@register.simple_tag
def asset_links(*, fonts: bool = True) -> SafeString:
    """Style sheets in order: the government's tokens and font where they are installed, then ours."""
    wanted = KRDS_SHEETS if fonts else KRDS_SHEETS[:1]
    sheets = [*(wanted if krds_is_present() else ()), *OWN_SHEETS]
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(sheet),) for sheet in sheets))


@register.simple_tag
def has_government_style() -> bool:
    return krds_is_present()


@register.simple_tag(takes_context=True)
def query_string(context: Context, **changes: Any) -> str:
    """The present query string with some parameters changed; None removes one."""
    return changed_query(context["request"], **changes)


def changed_query(request: HttpRequest, **changes: Any) -> str:
    query: QueryDict = request.GET.copy()
    for key, value in changes.items():
        if value is None or value == "":
            query.pop(key, None)
        elif isinstance(value, (list, tuple)):
            query.setlist(key, [str(item) for item in value])
        else:
            query[key] = str(value)
    encoded = query.urlencode()
    return f"?{encoded}" if encoded else "?"


@register.inclusion_tag("interface/parts/breadcrumbs.html")
def breadcrumbs(crumbs: Sequence[Crumb]) -> dict[str, Any]:
    return {"crumbs": crumbs}


@register.inclusion_tag("interface/parts/tabs.html")
def tabs(items: Sequence[Tab], label: str = "") -> dict[str, Any]:
    return {"items": items, "label": label}


@register.inclusion_tag("interface/parts/pagination.html", takes_context=True)
def pagination(context: Context, page_obj: Page[Any], target: str = "") -> dict[str, Any]:
    """Page links that keep the other parameters. With `target`, an id, htmx swaps that part only."""
    request = context["request"]
    numbers = [
        (number, changed_query(request, page=number) if isinstance(number, int) else "")
        for number in page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=2, on_ends=1)
    ]
    return {
        "page_obj": page_obj,
        "numbers": numbers,
        "previous": changed_query(request, page=page_obj.number - 1),
        "next": changed_query(request, page=page_obj.number + 1),
        "target": target,
        "path": request.path,
    }
