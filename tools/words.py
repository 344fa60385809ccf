"""What set-up says, one line each, in Korean where the terminal is Korean and in English elsewhere."""

import os

LINES = {
    "venv": (
        "This Python has no venv module. On Debian or Ubuntu: apt install python{version}-venv",
        "이 Python에는 venv 모듈이 없습니다. 데비안·우분투: apt install python{version}-venv",
    ),
    "port": (
        "Port {port} is taken by another program. Choose another one: ./run --port {free}",
        "포트 {port}은(는) 다른 프로그램이 쓰고 있습니다. 다른 포트를 쓰십시오: ./run --port {free}",
    ),
    "network": (
        "The Python packages could not be fetched. Check the network or HTTPS_PROXY and try again.",
        "Python 패키지를 받지 못했습니다. 네트워크나 프록시(HTTPS_PROXY)를 확인한 뒤 다시 실행하십시오.",
    ),
    "disk": (
        "The disk is full: set-up needs some {need} MB in {place}, and {left} MB are left.",
        "디스크 공간이 부족합니다. {place}에 약 {need}MB가 필요하지만 {left}MB가 남아 있습니다.",
    ),
    "readonly": (
        "{place} cannot be written to: {reason}",
        "{place}에 쓸 수 없습니다: {reason}",
    ),
    "packages_failed": (
        "The Python packages could not be installed: {reason} (all of it: {log})",
        "Python 패키지를 설치하지 못했습니다: {reason} (전체 기록: {log})",
    ),
    "stopped": (
        "Stopped. The same command goes on from here.",
        "중단했습니다. 같은 명령을 다시 실행하면 이어서 진행합니다.",
    ),
    "making_home": ("Making .venv with Python {version}", "Python {version}(으)로 .venv를 만듭니다"),
    "packages": ("Installing packages", "패키지 설치"),
    "project": ("Installing dure", "dure 설치"),
    "translations": ("Compiling the translations", "번역 준비"),
    "translations_failed": (
        "A translation file cannot be read: {reason}",
        "번역 파일을 읽을 수 없습니다: {reason}",
    ),
    "assets": ("Building the interface files", "화면 파일 준비"),
    "plain": (
        "The interface files could not be built; Dure starts in its plain style. ({reason})",
        "화면 파일을 만들지 못해 기본 화면으로 시작합니다. ({reason})",
    ),
    "no_such_part": (
        "There is no part or path called {name}. Parts: {parts}; or a folder below tests/; or a path.",
        "{name}(이)라는 부분이나 경로가 없습니다. 부분: {parts}, 또는 tests/ 아래의 폴더나 경로.",
    ),
    "ready": ("Set up in {seconds} s", "준비 완료: {seconds}초"),
}


def is_korean() -> bool:
    """By the same variables, in the same order, as the C library."""
    value = next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "")
    return value.startswith("ko")


def say(key: str, **facts: object) -> str:
    """One line in the terminal's language."""
    english, korean = LINES[key]
    return (korean if is_korean() else english).format(**facts)


class SetUpError(Exception):
    """Set-up cannot go on; the text is the one line to show."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(say(key, **facts))
