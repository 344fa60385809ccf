"""Photos of the firm's own paper sheets, shown beside the checks while one types them."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile

from dure.floor.plant.access import CHANGE_SITE, OWN_DRAFT
from dure.floor.plant.models import Draft, Site
from dure.floor.plant.papers import SHEET
from dure.foundation.access.actor import Actor
from dure.foundation.documents import actions as documents
from dure.foundation.documents.models import Document
from dure.foundation.ledger.act import INSTALLATION_CHAIN


def add_sheet(*, row: Site | Draft, upload: UploadedFile, by: Actor, at: datetime) -> Document:
    """Keep a photo with the plant, or with the draft that becomes it.

    Raises ``ActionRefused`` when the file is no picture that can be shown, too large, and so on.
    """
    (OWN_DRAFT if isinstance(row, Draft) else CHANGE_SITE).demand(by, row)
    return documents.store(
        upload=upload, kind=SHEET, subject=row, by=by, at=at, chain=INSTALLATION_CHAIN,
        organisation_id=row.organisation_id,
    )  # fmt: skip
