"""A bundle installs with no network and notices when it was damaged on the way."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dure import VERSION
from dure.cli import main
from dure.commands.bundle import FILES, sums

# An address where nobody answers, for whatever would ask a network.
NOWHERE = {"https_proxy": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9", "PIP_RETRIES": "0"}
# Python compiles the little that is used here when it is used.
NO_HASTE = {"PIP_COMPILE": "0"}


def test_bundle_into_a_folder_with_files_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kept").write_text("mine")
    assert main(["bundle", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_sums_read_by_the_usual_program(tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "a.whl").write_bytes(b"")
    (tmp_path / "b").write_bytes(b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert sums(tmp_path) == f"{empty}  b\n{empty}  wheels/a.whl\n"


def test_install_of_another_machine_refused() -> None:
    done = subprocess.run(["sh", FILES / "install.sh"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("This bundle is for @SYSTEM@ @MACHINE@")


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.timeout(1200)
def test_bundle_installs_without_network(tmp_path: Path) -> None:
    bundle, target = tmp_path / "bundle", tmp_path / "installed"
    path = os.pathsep.join(sys.path)
    made = subprocess.run(
        [sys.executable, "-m", "dure.cli", "bundle", str(bundle)],
        env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    alone = {**kept, **NOWHERE, **NO_HASTE, "DURE_PYTHON": sys.executable, "DURE_HOME": str(tmp_path / "home")}
    installed = subprocess.run([bundle / "install.sh", target], env=alone, capture_output=True, text=True, check=False)
    assert (installed.returncode, installed.stdout.splitlines()[:1]) == (0, [f"dure {VERSION}"]), installed.stderr
    year = subprocess.run([target / "bin" / "dure", "year"], env=alone, capture_output=True, text=True, check=False)
    assert (year.returncode, year.stderr) == (1, "There is no programme yet.\n")
    shutil.rmtree(target)
    wheel = next((bundle / "wheels").glob("dure-*.whl"))
    wheel.write_bytes(wheel.read_bytes()[:-1])
    refused = subprocess.run([bundle / "install.sh", target], env=alone, capture_output=True, text=True, check=False)
    assert (refused.returncode, target.exists()) == (2, False)
    assert refused.stderr == f"wheels/{wheel.name}: damaged or missing / 손상되었거나 없는 파일\n"
