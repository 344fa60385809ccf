"""Line icons, 24 by 24, drawn with the text's colour. Decorative: the words beside them carry the meaning."""

from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ICONS: Final[dict[str, str]] = {
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "person": '<circle cx="12" cy="8" r="3.75"/><path d="M4.75 20c.8-4 3.6-6 7.25-6s6.45 2 7.25 6"/>',
    "inbox": '<path d="M4 13.5 6.5 5h11L20 13.5V19H4v-5.5Z"/><path d="M4 13.5h4.5l1.5 2.5h4l1.5-2.5H20"/>',
    "globe": '<circle cx="12" cy="12" r="8"/><path d="M4 12h16M12 4c2.5 2.4 3.5 5 3.5 8s-1 5.6-3.5 8c-2.5-2.4'
    '-3.5-5-3.5-8s1-5.6 3.5-8Z"/>',
    "chevron-down": '<path d="m6 9.5 6 6 6-6"/>',
    "chevron-right": '<path d="m9.5 6 6 6-6 6"/>',
    "chevron-left": '<path d="m14.5 6-6 6 6 6"/>',
    "arrow-right": '<path d="M4.5 12h15m-6-6 6 6-6 6"/>',
    "sort": '<path d="m8 10 4-4 4 4M8 14l4 4 4-4"/>',
    "sort-up": '<path d="m7 14 5-5 5 5"/>',
    "sort-down": '<path d="m7 10 5 5 5-5"/>',
    "download": '<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14"/>',
    "upload": '<path d="M12 15.5V4.5M7.5 9 12 4.5 16.5 9M5 19.5h14"/>',
    "file": '<path d="M6.5 3.5h7l4 4v13h-11z"/><path d="M13.5 3.5v4h4"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4.5V9h15v8H17"/><path d="M7 14h10v6H7z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "info": '<circle cx="12" cy="12" r="8"/><path d="M12 11v5.5M12 7.5v.5"/>',
    "alert": '<path d="M12 4 21 19.5H3z"/><path d="M12 10v4.5M12 17v.3"/>',
    "stop": '<path d="M8.5 4h7L20 8.5v7L15.5 20h-7L4 15.5v-7z"/><path d="M12 8v5M12 16v.3"/>',
    "calendar": '<path d="M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5v4M15.5 3.5v4"/>',
    "clock": '<circle cx="12" cy="12" r="8"/><path d="M12 7v5.2l3.5 2"/>',
    "map": '<path d="M12 21c4-4.7 6-8 6-11a6 6 0 0 0-12 0c0 3 2 6.3 6 11Z"/><circle cx="12" cy="10" r="2"/>',
    "phone": '<path d="M6 4.5h3.5l1.5 4-2 1.5c1 2.3 2.7 4 5 5l1.5-2 4 1.5V18c0 1-.8 1.8-1.8 1.7C10.5 19 5 '
    '13.5 4.3 6.3 4.2 5.3 5 4.5 6 4.5Z"/>',
    "camera": '<path d="M4 7.5h4l1.5-2.5h5L16 7.5h4v11.5H4z"/><circle cx="12" cy="13" r="3.5"/>',
    "edit": '<path d="m5 16 10.5-10.5 3 3L8 19H5z"/>',
    "trash": '<path d="M5 7h14M9.5 7V4.5h5V7M7 7l1 13h8l1-13"/>',
    "filter": '<path d="M4 5.5h16L14 13v5.5l-4 1.5v-7z"/>',
    "more": '<path d="M5.5 12h.1M12 12h.1M18.5 12h.1"/>',
    "external": '<path d="M10 5H5v14h14v-5M13 5h6v6M19 5l-8.5 8.5"/>',
    "help": '<circle cx="12" cy="12" r="8"/><path d="M9.7 10c0-1.5 1-2.4 2.4-2.4s2.3.9 2.3 2.1'
    'c0 1.8-2.4 1.9-2.4 3.8M12 16.2v.3"/>',
    "link": '<path d="m10 14 4-4M8 11l-2.5 2.5a3.5 3.5 0 0 0 5 5L13 16M16 13l2.5-2.5a3.5 3.5 0 0 0-5-5L11 8"/>',
    "undo": '<path d="M8.5 5 4.5 9l4 4M5 9h8.5a5.5 5.5 0 0 1 0 11H9"/>',
    "lock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "building": '<path d="M5 20V8l6-4v16M11 9h8v11M3.5 20h17M14.5 12.5v.1M14.5 16v.1M8 10.5v.1M8 14v.1"/>',
    "sign-out": '<path d="M13 5H5v14h8M10 12h10m-4-4 4 4-4 4"/>',
    "keyboard": '<path d="M3.5 6.5h17v11h-17zM7 10h.1M10.5 10h.1M14 10h.1M17.2 10h.1M8 14h8"/>',
    "pin": '<path d="M9 4h6l-1 6 3 3.5H7L10 10zM12 13.5V20"/>',
    "home": '<path d="M4 11.5 12 5l8 6.5M6.5 10v9.5h11V10"/>',
}


def icon(name: str) -> SafeString:
    """Raises KeyError for a name that is not drawn."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(ICONS[name]),  # noqa: S308 (constant of this module)
    )
