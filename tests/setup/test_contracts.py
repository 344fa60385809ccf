"""The import contracts name every app, and the one of our own making finds what it should."""

from configparser import ConfigParser

import pytest
from grimp import ImportGraph
from tools.doors import DoorsContract
from tools.packages import ROOT

PACKAGE = ROOT / "src" / "dure"


def named_in(contract: str) -> set[str]:
    """The folders that a layer contract places."""
    parser = ConfigParser()
    parser.read(ROOT / ".importlinter")
    layers = parser[f"importlinter:contract:{contract}"]["layers"]
    for separator in "|:()":
        layers = layers.replace(separator, " ")
    return set(layers.split())


def apps_in(folder: str) -> set[str]:
    return {path.parent.name for path in (PACKAGE / folder).glob("*/__init__.py")}


@pytest.mark.parametrize("folder", ["foundation", "journey"])
def test_contract_names_every_app(folder: str) -> None:
    assert named_in(folder) == apps_in(folder)


def test_contract_names_every_part_of_the_house() -> None:
    parts = {path.stem for path in PACKAGE.glob("*.py")} | apps_in("")

    assert parts - named_in("floors") == {"__init__"}


def doors() -> DoorsContract:
    options = {
        "folders": ["house.rooms"],
        "apps": ["house.porch"],
        "closed": ["models", "views"],
    }
    return DoorsContract(name="doors", session_options={}, contract_options=options)


def graph_of(*imports: tuple[str, str]) -> ImportGraph:
    graph = ImportGraph()
    for module in ("house", "house.rooms", "house.rooms.kitchen", "house.rooms.cellar", "house.porch"):
        graph.add_module(module)
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported, line_number=3, line_contents="import")
    return graph


@pytest.mark.parametrize(
    ("importer", "imported", "kept"),
    [
        ("house.rooms.kitchen.actions", "house.rooms.cellar.models", False),
        ("house.rooms.kitchen.actions", "house.rooms.cellar.models.wine", False),
        ("house.porch.pages", "house.rooms.cellar.views", False),
        ("house.rooms.kitchen.actions", "house.porch.models", False),
        ("house.rooms.kitchen.actions", "house.rooms.cellar.actions", True),
        ("house.rooms.kitchen.actions", "house.rooms.kitchen.models", True),
        ("house.settings", "house.rooms.cellar.views", True),
    ],
)
def test_doors_contract_on_one_import(importer: str, imported: str, kept: bool) -> None:
    assert doors().check(graph_of((importer, imported)), verbose=False).kept is kept


def test_doors_contract_tells_who_imports_what() -> None:
    graph = graph_of(("house.rooms.kitchen.actions", "house.rooms.cellar.models"))

    found = doors().check(graph, verbose=False).metadata["broken"]

    assert found == [("house.rooms.kitchen.actions", 3, "house.rooms.cellar.models")]
