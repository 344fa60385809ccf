"""What commands share in speaking to a terminal."""

import os
import sys


def language() -> str:
    """`ko` where the terminal is Korean, else `en`; by the same variables, in the same order, as the C library."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "ko" if spoken.lower().startswith("ko") else "en"


def say(english: str, korean: str) -> str:
    """One of the two, as the terminal speaks."""
    return korean if language() == "ko" else english


def progress(part: str, done: int, total: int) -> None:
    """A line that moves, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{part} {done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


def complain(line: str) -> None:
    """One line on standard error, whatever a text in it holds."""
    print(f"dure: {' '.join(line.split())}", file=sys.stderr)
