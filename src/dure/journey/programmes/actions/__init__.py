"""Verbs over programmes: the door other rooms use."""

from dure.journey.programmes.actions.notices import amend, discard_draft, draft_notice, save_notice_draft
from dure.journey.programmes.actions.places import move_places, reopen_intake, reopen_several
from dure.journey.programmes.actions.programmes import (
    close_programme,
    copy_programme,
    create_from_template,
    create_programme,
)
from dure.journey.programmes.actions.publish import publish_notice

__all__ = [
    "amend",
    "close_programme",
    "copy_programme",
    "create_from_template",
    "create_programme",
    "discard_draft",
    "draft_notice",
    "move_places",
    "publish_notice",
    "reopen_intake",
    "reopen_several",
    "save_notice_draft",
]
