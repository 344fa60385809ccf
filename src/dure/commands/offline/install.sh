#!/bin/sh
# Installs Dure @VERSION@ from this folder; no network is asked. Usage: ./install.sh [FOLDER]   (default: ./dure)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-./dure}

stop() { echo "$1" >&2; exit 2; }

[ "$(uname -s) $(uname -m)" = "@SYSTEM@ @MACHINE@" ] ||
    stop "This bundle is for @SYSTEM@ @MACHINE@; this machine is $(uname -s) $(uname -m). / 이 컴퓨터에 맞지 않는 묶음입니다."
python=""
for candidate in ${DURE_PYTHON:-python@PYTHON@ python3 python}; do
    if "$candidate" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@PYTHON@")' >/dev/null 2>&1; then
        python=$candidate; break
    fi
done
[ -n "$python" ] || stop "Python @PYTHON@ is needed; DURE_PYTHON may name it. / Python @PYTHON@이(가) 필요합니다."
"$python" -c 'import venv, ensurepip' >/dev/null 2>&1 ||
    stop "This Python has no venv module (Debian: python@PYTHON@-venv). / venv 모듈이 없습니다."
(cd "$here" && "$python" - <<'CHECK'
import hashlib, pathlib, sys
for line in pathlib.Path("SHA256SUMS").read_text(encoding="utf-8").splitlines():
    digest, name = line.split("  ", 1)
    path = pathlib.Path(name)
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        sys.exit(f"{name}: damaged or missing / 손상되었거나 없는 파일")
CHECK
) || exit 2

# What a site has set for pip elsewhere must not lead it to a network here.
PIP_CONFIG_FILE=/dev/null; export PIP_CONFIG_FILE
unset PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS || true
[ -x "$target/bin/python" ] || "$python" -m venv "$target"
pip() { "$target/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps "$@"; }
echo "Installing / 설치하는 중" >&2
pip --find-links "$here/wheels" --require-hashes -r "$here/requirements.lock"
pip --force-reinstall "$here"/wheels/dure-*.whl
"$target/bin/dure" --version
echo "DURE_HOME=/srv/dure $target/bin/dure serve"
