"""kinds.md: the kinds of deadlines, jobs, search results and documents that the apps registered."""

from dure.foundation.documents.registry import subjects
from dure.foundation.jobs.registry import kinds as job_kinds
from dure.foundation.messages.registry import deadlines
from dure.foundation.search.registry import kinds as search_kinds
from tools.reference.markdown import both, code, table, top

LEAD = """What the foundation was told by the stages. Kinds of documents are asked of the notice or the stage."""


def page() -> str:
    """A table a registry."""
    return "\n".join(
        [
            top("Kinds", LEAD),
            (
                "## Deadlines\n\nPeople are reminded three days before (of the end of an agreement on the days of its "
                "notice), when it has passed, and weekly after that.\n"
            ),
            table(["kind", "ko", "en"], ([code(kind), *both(words)] for kind, words in sorted(deadlines().items()))),
            "## Jobs\n\nLong work runs in the worker, with progress and cancel.\n",
            table(["kind"], ([code(kind)] for kind in job_kinds())),
            "## What can be found by searching\n",
            table(["kind", "ko", "en"], ([code(kind), *both(words)] for kind, words in search_kinds().items())),
            "## What documents can be attached to\n",
            table(["rows of"], sorted([code(model._meta.label)] for model in subjects())),
        ]
    )
