"""What is told to the one whose file was not taken in: what is wrong, and how to mend it."""

from django.utils.translation import gettext as _

from dure.foundation.documents.formats import Known
from dure.foundation.documents.sniff import Trouble
from dure.foundation.interface.formats import file_size


def trouble_words(trouble: Trouble, name: str) -> str:
    """The sentence for a file of that name."""
    words = {
        Trouble.EMPTY: _("“%(name)s” is empty. Open it, save it again and attach that."),
        Trouble.UNKNOWN: _(
            "“%(name)s” is not a kind of file that can be attached. Save it as PDF, HWP, HWPX, Excel, Word, "
            "PowerPoint or as a picture (JPG, PNG), and attach that."
        ),
        Trouble.BROKEN: _(
            "“%(name)s” is damaged and cannot be opened. Save it anew, see that it opens, and attach that."
        ),
        Trouble.ENCRYPTED: _("“%(name)s” is locked with a password. Save it without the password and attach that."),
        Trouble.EXECUTABLE: _("“%(name)s” is or holds a program. Programs cannot be attached; attach documents only."),
        Trouble.BOMB: _(
            "“%(name)s” grows too large when it is unpacked. Attach the files one by one or in smaller ZIPs."
        ),
        Trouble.MACROS: _("“%(name)s” holds macros. Save it as an ordinary file (xlsx, docx, pptx) and attach that."),
        Trouble.OLD_OFFICE: _(
            "“%(name)s” is in an old Office format. Save it as xlsx, docx, pptx or PDF, and attach that."
        ),
        Trouble.OLD_HWP: _("“%(name)s” is in the old HWP 3 format. Save it as HWPX or PDF, and attach that."),
        Trouble.HUGE_PICTURE: _("“%(name)s” is too large a picture. Make it smaller (4,000 points wide is enough)."),
    }
    return words[trouble] % {"name": name}


def too_large(name: str, size: int, most: int) -> str:
    """The sentence for a file that is too large."""
    return _("“%(name)s” is %(size)s; at most %(most)s can be attached. Make it smaller or split it.") % {
        "name": name, "size": file_size(size), "most": file_size(most),
    }  # fmt: skip


def mislabelled(name: str, known: Known) -> str:
    """The sentence for a file whose name says something else than its content."""
    return _("“%(name)s” is in fact a %(kind)s file. Rename it to end in %(ending)s, or attach the right file.") % {
        "name": name,
        "kind": known.value.label,
        "ending": known.value.extensions[0],
    }


def already_there(name: str, other: str) -> str:
    """The sentence for a file that is attached already."""
    return _("“%(name)s” is already attached as “%(other)s”. It was not attached twice.") % {
        "name": name, "other": other,
    }  # fmt: skip
