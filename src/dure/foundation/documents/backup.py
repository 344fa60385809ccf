"""What a backup takes of the store: the bytes of every document that the database names."""

from collections.abc import Sequence
from pathlib import Path

from dure.foundation.documents.models import Document
from dure.foundation.documents.store import path_of
from dure.foundation.installation.contents import Content, Piece, Turn


def take(alias: str, scratch: Path) -> Sequence[Piece]:
    """Bytes are stored before the row that names them, so all that a still database names is there."""
    hashes = Document.objects.using(alias).order_by("sha256").values_list("sha256", flat=True).distinct()
    return [Piece(f"{each[:2]}/{each[2:4]}/{each}", path_of(each), each) for each in hashes]


DOCUMENTS = Content("documents", Turn.FILES, take)
