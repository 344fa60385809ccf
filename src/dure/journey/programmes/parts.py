"""What every part of a notice is made of: codes, words in both languages, money, percentages, points."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_\-]{1,40}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)]
Won = Annotated[int, Field(ge=0, le=10**12, strict=True)]
Count = Annotated[int, Field(ge=0, le=100_000, strict=True)]
Pct = Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)]
Points = Annotated[Decimal, Field(ge=0, le=1000, max_digits=7, decimal_places=2)]


class Part(BaseModel):
    """A frozen part of a notice; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Label(Part):
    """Words in both languages."""

    ko: Words
    en: Words

    def in_language(self, language: str) -> str:
        """The words in the language of the reader; Korean where English is missing."""
        return self.ko if language.startswith("ko") or not self.en else self.en
