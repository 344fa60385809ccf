"""IDTA 02067 Production Calendar: the plant's shifts as an iCalendar file, breaks as its own extension."""

from datetime import date, datetime, timedelta

from dure.engine.floor.calendar import windows
from dure.engine.floor.plant import CalendarVersion, Plant, Shift
from dure.floor.boards.aas.elements import Element, file, group, reference, sequence, submodel, text

BASE = "https://admin-shell.io/idta/ProductionCalendar"
SEMANTIC = "https://admin-shell.io/idta/SubmodelTemplate/ProductionCalendar/1/0"
CALENDAR_PATH = "/aasx/files/calendar.ics"
BREAK_PATH = "/aasx/files/x-dure-break.txt"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
BREAK_TEXT = (
    "X-DURE-BREAK: a pause within a shift, as HH:MM-HH:MM in the time zone of the event.\r\n"
    "It is taken out of the planned busy time (ISO 22400-2). An event may hold several.\r\n"
)


def production_calendar(base: str) -> Element:
    """The submodel that names the calendar's file."""
    extensions = f"{BASE}/specificationExtensionVariables/1/0"
    pauses = file("variableSpecification", BREAK_PATH, "text/plain", f"{BASE}/variableSpecification/1/0")
    return submodel(
        "ProductionCalendar",
        f"{base}/calendar",
        reference(SEMANTIC, "Submodel"),
        [
            # The template's own identifier ends in a blank.
            file("calendar", CALENDAR_PATH, "text/calendar", f"{BASE}/calendar/1/0 "),
            sequence(
                "specificationExtensionVariables",
                [
                    group(
                        None,
                        [
                            text("variableName", "X_DURE_BREAK", f"{BASE}/variableName/1/0"),
                            pauses,
                        ],
                        extensions,
                    )
                ],
                extensions,
                extensions,
            ),
        ],
        ("1", "0"),
    )


def icalendar(base: str, plant: Plant, stamp: datetime) -> str:
    """RFC 5545: one weekly event a shift and calendar version."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dure//Production Calendar//EN"]
    for version in plant.calendar:
        for shift in version.shifts:
            lines += _event(base, plant, version, shift, stamp)
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _event(base: str, plant: Plant, version: CalendarVersion, shift: Shift, stamp: datetime) -> list[str]:
    first = _first_day(version)
    line = version.line if version.line != "*" else plant.lines[0]
    window = next((w for w in windows(plant, line, first, first) if w.shift == shift.name), None)
    if window is None or not version.days:
        return []
    zone = plant.timezone
    last = _last_day(plant, version)
    until = f";UNTIL={last:%Y%m%d}T235959Z" if last is not None else ""
    days = ",".join(DAYS[day] for day in sorted(version.days))
    return [
        "BEGIN:VEVENT",
        f"UID:{version.line}-{version.valid_from.isoformat()}-{shift.name}@{base.removeprefix('urn:')}",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{version.line} {shift.name}",
        f"DTSTART;TZID={zone.key}:{window.start.astimezone(zone):%Y%m%dT%H%M%S}",
        f"DTEND;TZID={zone.key}:{window.end.astimezone(zone):%Y%m%dT%H%M%S}",
        f"RRULE:FREQ=WEEKLY;BYDAY={days}{until}",
        *(f"X-DURE-BREAK:{start:%H:%M}-{end:%H:%M}" for start, end in shift.breaks),
        "END:VEVENT",
    ]


def _first_day(version: CalendarVersion) -> date:
    return next(
        (day for n in range(7) if (day := version.valid_from + timedelta(days=n)).weekday() in version.days),
        version.valid_from,
    )


def _last_day(plant: Plant, version: CalendarVersion) -> date | None:
    later = [v.valid_from for v in plant.calendar if v.line == version.line and v.valid_from > version.valid_from]
    return min(later) - timedelta(days=1) if later else None
