"""Building the demo year once, and leaving it alone afterwards."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import translation

from dure.demo import (
    agreeing,
    applying,
    changing,
    checking,
    delivering,
    evaluating,
    figures,
    funding,
    interests,
    leftovers,
    letters,
    notice,
    paying,
    people,
    pilot,
    selecting,
    settling,
)
from dure.demo.clock import TODAY
from dure.demo.factories import floors
from dure.demo.progress import Progress
from dure.demo.year import Year
from dure.floor.events.owner import floor_folder
from dure.foundation.access.actor import SYSTEM
from dure.foundation.installation.actions import mark_demo
from dure.foundation.installation.queries import installation
from dure.foundation.ledger.act import INSTALLATION_CHAIN, act
from dure.foundation.ledger.queries import last_act_at, was_done
from dure.foundation.parties.queries import unmerged
from dure.foundation.places.actions import load_default_region

NAME_KO, NAME_EN = "두레 예시 · 전북 2024", "Dure sample · Jeonbuk 2024"
# The last act of a build: without it the build was interrupted.
BUILT = "demo.finish_build"

TELLERS: tuple[Callable[[Year], None], ...] = (
    people.engage,
    notice.announce,
    interests.show_interest,
    interests.pay_visits,
    applying.sign_up,
    applying.apply_all,
    checking.check,
    applying.reopen,
    checking.check_reopened,
    evaluating.gather_pool,
    evaluating.check_sites,
    evaluating.present,
    evaluating.settle,
    selecting.select,
    selecting.appeal,
    letters.ask_everyone,
    funding.grant,
    agreeing.remember,
    selecting.hear,
    agreeing.calculate,
    agreeing.conclude,
    delivering.start,
    paying.advance,
    changing.change_in_2024,
    delivering.work_in_2024,
    paying.claim_in_2024,
    agreeing.keep_word,
    funding.carry,
    changing.extend,
    settling.end_one,
    delivering.work_in_2025,
    paying.claim_in_2025,
    settling.settle,
    settling.use,
    changing.ask_now,
    paying.look_for_signals,
    floors.set_up,
    floors.answer_deviations,
    pilot.run,
    leftovers.leave,
)
STAGES = 37


class HomeInUse(Exception):
    """This home holds a real installation, which no demo may touch."""

    def __init__(self) -> None:
        home = settings.HOME
        super().__init__(
            f"{home}에는 실제 자료가 있어 예시를 만들지 않았습니다. 다른 폴더를 지정하십시오: DURE_HOME=./demo dure demo\n"
            f"{home} holds a real installation, so no demo was built. Name another folder: DURE_HOME=./demo dure demo"
        )


def build_demo(fresh: bool = False) -> None:
    """Build the demo year unless it is there; ``fresh`` builds it anew. Raises ``HomeInUse`` beside real work."""
    refuse_real_work()
    if is_built() and not fresh:
        resume_clock()
        return
    if installation() is not None:
        clear()
    with translation.override("ko"):
        tell()


def refuse_real_work() -> None:
    """Raise ``HomeInUse`` where anything lies that no demo has made."""
    row = installation()
    if (row is not None and not row.is_demo) or (row is None and unmerged().exists()):
        raise HomeInUse


def is_built() -> bool:
    """Whether a build has come to its end here."""
    return was_done(BUILT, chain=INSTALLATION_CHAIN)


def resume_clock() -> None:
    """Let the demo's clock run on from its last act: it stood still while nobody was here."""
    last = last_act_at()
    set_clock(max(TODAY, last + timedelta(seconds=1)) if last is not None else TODAY)


def set_clock(today: datetime) -> None:
    """Make this a demo whose day is ``today``."""
    mark_demo(name_ko=NAME_KO, name_en=NAME_EN, today=today)


def clear() -> None:
    """Remove everything a demo has made: rows, documents, e-mails."""
    call_command("flush", interactive=False, verbosity=0)
    load_default_region()
    for folder in (settings.DOCUMENTS_ROOT, settings.EMAIL_FILE_PATH, floor_folder()):
        shutil.rmtree(folder, ignore_errors=True)


def tell() -> None:
    """Tell the year from its beginning, each stage in one transaction, and hold it to the published figures."""
    set_clock(TODAY)
    year = Year(Progress(STAGES))
    for teller in TELLERS:
        with transaction.atomic():
            teller(year)
    with act(BUILT, chain=INSTALLATION_CHAIN, by=SYSTEM, at=TODAY) as this:
        this.detail = figures.hold(year.programme.pk)
    set_clock(TODAY)
    year.progress.end("예시 연도를 만들었습니다. · The demo year is built.")
