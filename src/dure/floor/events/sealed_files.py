"""Opening sealed files. What reads them brings half a second of libraries along, so only who reads them loads it."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyarrow.dataset import Dataset


def opened(files: Iterable[Path | str]) -> "Dataset":
    """The rows of these files, one file after the other; nothing is read yet."""
    from pyarrow.dataset import dataset

    return dataset([str(file) for file in files], format="parquet")
