"""Setting up and changing a plant, and letting others see its figures."""

from dure.floor.plant.actions.drafting import finish_draft, keep_entries, keep_step, start_draft
from dure.floor.plant.actions.saving import change_plant, save_plant
from dure.floor.plant.actions.sharing import end_sharing, share
from dure.floor.plant.actions.sheets import add_sheet

__all__ = [
    "add_sheet",
    "change_plant",
    "end_sharing",
    "finish_draft",
    "keep_entries",
    "keep_step",
    "save_plant",
    "share",
    "start_draft",
]
