"""Write the generated reference, or say which of its pages are stale."""

import argparse
import os
import sys


def main() -> int:
    """0 when all is written or fresh, 1 when a page is stale."""
    parser = argparse.ArgumentParser(prog="python -m tools.reference", description=__doc__)
    parser.add_argument("verb", choices=["write", "check"])
    verb = parser.parse_args().verb
    start()
    from tools.reference.pages import stale, write

    if verb == "write":
        for path in write():
            print(path)
        return 0
    old = stale()
    for path in old:
        print(f"stale: {path} (python -m tools.reference write)", file=sys.stderr)
    return 1 if old else 0


def start() -> None:
    """Load the product's settings and apps, and its Korean as it is written now."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dure.config.settings")
    import django

    from dure.translations import compile_stale

    compile_stale()
    django.setup()


if __name__ == "__main__":
    sys.exit(main())
