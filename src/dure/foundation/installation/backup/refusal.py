"""Why a backup or a restore does not go on."""


class BackupRefused(Exception):
    """One line in both languages; nothing was written."""

    def __init__(self, english: str, korean: str) -> None:
        super().__init__(english)
        self.english = english
        self.korean = korean

    def line(self, language: str) -> str:
        """The line in ``language`` ("ko" or "en"), whatever the texts in it hold."""
        return " ".join((self.korean if language == "ko" else self.english).split())
