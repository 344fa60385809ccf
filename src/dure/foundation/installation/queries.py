"""What this installation is."""

from dure.foundation.installation.models import Installation


def installation() -> Installation | None:
    """The installation's row; None before the first-run page has been filled in."""
    return Installation.objects.first()


def is_demo() -> bool:
    """Whether everything here is invented: the only case in which one click signs in as any role."""
    return Installation.objects.filter(is_demo=True).exists()
