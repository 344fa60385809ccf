"""``dure floor spc``: one file of samples in, a control chart with its signals out."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dure.commands.terminal import complain, language
from dure.engine.floor.spc.numbers import decimal, whole
from dure.engine.floor.spc.reading import read_samples
from dure.engine.floor.spc.rules import RuleSet
from dure.engine.floor.spc.samples import Chart
from dure.engine.floor.spc.settings import Settings
from dure.engine.strict_json import InputError, dump

INPUT_WRONG = 2


def add_parser(subparsers: Any) -> None:
    """Add the verb."""
    parser = subparsers.add_parser("spc", help="draw a control chart of a file of samples, and tell its signals")
    parser.add_argument(
        "--file", required=True, metavar="FILE", help="CSV: sample,value or sample,count,size; - is stdin"
    )
    parser.add_argument("--chart", required=True, choices=[chart.value for chart in Chart])
    parser.add_argument("--rules", default=RuleSet.NELSON.value, choices=[rules.value for rules in RuleSet])
    parser.add_argument("--center", metavar="X", help="a known centre, instead of the estimated one")
    parser.add_argument("--sigma", metavar="X", help="a known standard deviation of single values")
    parser.add_argument("--baseline", metavar="N", help="set the limits by the first N samples, judge all by them")
    parser.add_argument("--lambda", dest="weight", metavar="X", help="ewma: the newest sample's share (0.3)")
    parser.add_argument("--sigmas", metavar="X", help="ewma: how many sigmas to the limits (3)")
    parser.add_argument("--lsl", metavar="X", help="lower specification limit: asks for capability")
    parser.add_argument("--usl", metavar="X", help="upper specification limit: asks for capability")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 and the chart, signals or not; 2 if the input is wrong, with nothing written."""
    # SciPy behind it takes as long to load as everything else together.
    from dure.engine.floor.spc.draw import draw

    try:
        chart = Chart(arguments.chart)
        settings = _settings(arguments, chart)
        answer = draw(chart, read_samples(_read(arguments.file), chart), settings)
    except InputError as error:
        complain(error.line(language()))
        return INPUT_WRONG
    except OSError as error:
        complain(f"{error.filename or arguments.file}: {error.strerror}")
        return INPUT_WRONG
    sys.stdout.buffer.write(dump(asdict(answer)).encode())
    sys.stdout.buffer.flush()
    return 0


def _settings(arguments: argparse.Namespace, chart: Chart) -> Settings:
    _refuse_without_ewma(arguments, chart)
    defaults = Settings()
    return Settings(
        rules=RuleSet(arguments.rules),
        center=_decimal(arguments.center, "/center"),
        sigma=_decimal(arguments.sigma, "/sigma"),
        baseline=None if arguments.baseline is None else whole(arguments.baseline, "/baseline"),
        weight=defaults.weight if arguments.weight is None else decimal(arguments.weight, "/lambda"),
        reach=defaults.reach if arguments.sigmas is None else decimal(arguments.sigmas, "/sigmas"),
        lsl=_decimal(arguments.lsl, "/lsl"),
        usl=_decimal(arguments.usl, "/usl"),
    )


def _refuse_without_ewma(arguments: argparse.Namespace, chart: Chart) -> None:
    for value, path in ((arguments.weight, "/lambda"), (arguments.sigmas, "/sigmas")):
        if value is not None and chart is not Chart.EWMA:
            raise InputError(path, "belongs to the ewma chart", "ewma 관리도에만 쓸 수 있습니다")


def _decimal(text: str | None, path: str) -> float | None:
    return None if text is None else decimal(text.strip(), path)


def _read(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
