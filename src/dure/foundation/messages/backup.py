"""What a backup takes of the e-mails that are written as files, where no mail server is set."""

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from dure.foundation.installation.contents import Content, Piece, Turn, all_files


def take(alias: str, scratch: Path) -> Sequence[Piece]:
    return all_files(Path(settings.EMAIL_FILE_PATH))


MAIL = Content("mail", Turn.FILES, take)
