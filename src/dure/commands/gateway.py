"""``dure gateway``: the small PC in the factory, which reads machines and hands over what it read."""

import argparse
import logging
import sys
from pathlib import Path
from typing import Any

from dure.commands.terminal import complain, language, say

Subparsers = Any


def add_parsers(subparsers: Subparsers) -> None:
    """Add ``gateway``."""
    parser = subparsers.add_parser("gateway", help="read machines and send what they say to a Dure server")
    parser.add_argument("--config", type=Path, required=True, metavar="FILE", help="what to read and where to send it")
    parser.add_argument("--check", action="store_true", help="try every connection once, then stop")
    parser.set_defaults(run=run_gateway)


def run_gateway(arguments: argparse.Namespace) -> int:
    """0 stopped or all is well, 1 a connection fails, 2 the configuration is wrong. Needs no database."""
    from dure.floor.gateway.edge.fields import ConfigError
    from dure.floor.gateway.edge.running import AlreadyRunningError, run
    from dure.floor.gateway.edge.settings import read_config

    try:
        config = read_config(arguments.config)
    except OSError as error:
        complain(f"{arguments.config}: {error.strerror}")
        return 2
    except ConfigError as error:
        for wrong in error.wrong:
            complain(f"{arguments.config} {wrong.line(language())}")
        return 2
    if arguments.check:
        return _check(config)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s", stream=sys.stderr)
    for chatty in ("asyncua", "pymodbus"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
    try:
        run(config)
    except AlreadyRunningError:
        complain(say("another gateway runs with this outbox", "이 보관함을 쓰는 게이트웨이가 이미 실행 중입니다"))
        return 2
    return 0


def _check(config: Any) -> int:
    from dure.floor.gateway.edge.checking import check

    findings = check(config)
    for finding in findings:
        mark = say("ok  ", "정상") if finding.works else say("FAIL", "실패")
        print(f"{mark} {finding.what}: {finding.found}")
    return 0 if all(finding.works for finding in findings) else 1
