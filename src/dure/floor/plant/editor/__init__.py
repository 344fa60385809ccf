"""The forms in which a plant is set up and changed, one section of its document each."""

from dure.floor.plant.editor.basics import BasicsSection, FirstModulesSection, ModulesSection
from dure.floor.plant.editor.checks import CcpsSection, ChecksSection
from dure.floor.plant.editor.machines import MachinesSection
from dure.floor.plant.editor.section import Document, Section
from dure.floor.plant.editor.shifts import ShiftsSection, StartSection
from dure.floor.plant.editor.things import DefectsSection, ItemsSection, ReasonsSection, StagesSection
from dure.floor.plant.editor.translations import TranslationsSection

_ALL: tuple[type[Section], ...] = (
    BasicsSection, ShiftsSection, MachinesSection, ItemsSection, ModulesSection, ReasonsSection, DefectsSection,
    StagesSection, ChecksSection, CcpsSection, TranslationsSection,
)  # fmt: skip
SECTIONS: dict[str, type[Section]] = {section.key: section for section in _ALL}

_STEPS: dict[str, type[Section]] = {
    "start": StartSection,
    "machines": MachinesSection,
    "items": ItemsSection,
    "modules": FirstModulesSection,
    "checks": ChecksSection,
    "ccps": CcpsSection,
}
_ONLY_WITH = {"checks": {"checks", "haccp"}, "ccps": {"haccp"}}


def steps_of(document: Document) -> dict[str, type[Section]]:
    """The steps of setting a plant up, in order; checks and CCPs only where the plant records them."""
    modules = set(document.get("modules", []))
    return {key: step for key, step in _STEPS.items() if key not in _ONLY_WITH or modules & _ONLY_WITH[key]}
