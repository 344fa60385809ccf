"""What the shop floor adds to a firm's story: only what stands in the record, and only to whom it may be told."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from dure.engine.floor.facts import Facts
from dure.engine.floor.kpi import total
from dure.floor.boards.queries.reckoned import Known, kept_of
from dure.floor.boards.queries.shared import rows_for, tells
from dure.floor.events.queries import span_of
from dure.floor.events.traced import seals
from dure.floor.plant import queries as plant
from dure.floor.plant.labels import figure_label
from dure.floor.plant.models import Sharing, Site
from dure.floor.plant.terms import Terms
from dure.foundation.access.actor import Actor, Role
from dure.foundation.installation.clock import now
from dure.foundation.interface.formats import period
from dure.foundation.workflow.values import StoryLine

KIND: Final = "floor"
WEEK: Final = timedelta(days=7)


def story(firm_id: int, actor: Actor) -> list[StoryLine]:
    """To the firm all of its plants; to an office what was agreed with it, and of a plant it may see how it began."""
    is_own = firm_id in actor.organisations(Role.FIRM)
    agreed = list(plant.agreed_with(firm_id, actor))
    if not agreed and not is_own:
        return []
    lines = [line for row in agreed for line in _agreeing(row, is_own=is_own)]
    open_to = {row.site_id: row for row in agreed if row.ended_at is None}
    sites = [site for site in plant.sites_of_firm(firm_id) if is_own or site.pk in open_to]
    kept, set_up = _all_kept(sites), plant.set_up_at([site.pk for site in sites])
    for site in sites:
        row = None if is_own else open_to[site.pk]
        lines += _beginnings(site, set_up.get(site.pk), row, kept.get(site.pk))
        lines += _sealed(site)
    return lines


def _all_kept(sites: list[Site]) -> dict[int, Known]:
    return kept_of([site.pk for site in sites], date.min, date.max) if sites else {}


def _agreeing(row: Sharing, *, is_own: bool) -> list[StoryLine]:
    names = ", ".join(str(figure_label(name)) for name in row.figures)
    url = reverse("plant:sharing", args=[row.site.code]) if is_own else ""
    shared = "" if row.ended_at is not None else reverse("boards:shared_site", args=[row.pk])
    words = {"office": row.recipient.name, "number": row.number}
    body = f"{row.site.name} · {names}"
    title = _("Figures of the plant shared with %(office)s, version %(number)d") % words
    found = [StoryLine(row.agreed_at, KIND, title, row.agreed_by, body, url or shared)]
    if row.ended_at is not None:
        ended = _("Sharing with %(office)s ended, version %(number)d") % words
        found.append(StoryLine(row.ended_at, KIND, ended, row.ended_by, row.site.name, url))
    return found


def _beginnings(site: Site, set_up: datetime | None, row: Sharing | None, kept: Known | None) -> list[StoryLine]:
    url = reverse("boards:owner", args=[site.code]) if row is None else reverse("boards:shared_site", args=[row.pk])
    found = [StoryLine(set_up, KIND, _("Plant set up"), "", site.name, url)] if set_up is not None else []
    span = span_of(site.code)
    if span is not None:
        found.append(StoryLine(span[0], KIND, _("First record of the plant"), "", site.name, url))
    if kept is not None:
        sunday = first_whole_week(kept, None if row is None else row.terms)
        if sunday is not None:
            at = datetime.combine(sunday, time(23, 59), kept.plant.timezone)
            body = f"{site.name} · {period(sunday - WEEK + timedelta(days=1), sunday)}"
            found.append(StoryLine(at, KIND, _("First week measured as a whole"), "", body, url))
    return found


def first_whole_week(known: Known, terms: Terms | None) -> date | None:
    """The Sunday of the first week of whose planned time enough is known, with records on every day of work."""
    weeks: dict[date, list[Facts]] = defaultdict(list)
    for row in known.rows:
        if terms is None or terms.reaches(row):
            weeks[row.day - timedelta(days=row.day.weekday())].append(row)
    # The newest week may not be over yet.
    for monday, rows in sorted(weeks.items())[:-1]:
        worked = {row.day for row in rows if row.pbt_s}
        told = {row.day for row in rows if tells(row)}
        coverage = total(rows_for("availability", known, rows)).coverage
        is_whole = terms is None or terms.starts_on <= monday
        if is_whole and worked and worked <= told and coverage is not None and coverage >= known.plant.coverage_floor:
            return monday + WEEK - timedelta(days=1)
    return None


def _sealed(site: Site) -> list[StoryLine]:
    zone = plant.plant_of(site.code).timezone
    found = []
    for each in seals(site.code):
        days = period(each.first_at.astimezone(zone), each.last_at.astimezone(zone))
        title = _("Records of %(days)s sealed") % {"days": days}
        # A demonstration seals by the real clock, which is ahead of its own.
        at = min(each.sealed_at, now())
        found.append(StoryLine(at, KIND, title, "", f"{site.name} · {each.name} · SHA-256 {each.sha256}"))
    return found
