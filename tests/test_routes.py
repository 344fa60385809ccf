"""Who may open what: every address stands in routes.txt, written by hand, with the rule of its view.

A new address fails here until someone has said in that file who may open it; so does one that changes hands.
"""

from pathlib import Path

from tools.reference.routes import routes

LIST = Path(__file__).with_name("routes.txt")


def test_routes_equal_the_list() -> None:
    expected = _read(LIST.read_text(encoding="utf-8"))
    found = {route.name: route.rule for route in routes()}
    missing = {name: rule for name, rule in found.items() if expected.get(name) != rule}
    gone = sorted(set(expected) - set(found))
    assert (missing, gone) == ({}, []), "write who may open it in tests/routes.txt"


def test_routes_of_ours_all_marked() -> None:
    assert [route for route in routes() if route.ours and not route.rule] == []


def test_routes_all_named_once() -> None:
    names = [route.name for route in routes()]
    assert sorted(names) == sorted(set(names))


def test_read_rule_then_indented_names() -> None:
    assert _read("public\n  front\n\n# words\nsigned in\n  home\n") == {"front": "public", "home": "signed in"}


def _read(text: str) -> dict[str, str]:
    rules: dict[str, str] = {}
    rule = ""
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(" "):
            rules[line.strip()] = rule
        else:
            rule = line.strip()
    return rules
