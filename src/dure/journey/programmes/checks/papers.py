"""Papers that cannot be asked for."""

from django.utils.translation import gettext as _

from dure.journey.programmes.checks.findings import Finding, duplicates, error, warning
from dure.journey.programmes.facts import KNOWN
from dure.journey.programmes.terms import RequiredPaper, Terms

SECTION = "papers"
# Codes under which applications keep papers that no notice asks for.
TAKEN = ("entry_consent", "other")


def paper_findings(terms: Terms) -> list[Finding]:
    """No code twice, types and facts that exist; a notice without any paper is worth a look."""
    if not terms.papers:
        sentence = _("The notice asks for no papers: nothing a firm declares is proved.")
        return [warning(SECTION, "/papers", sentence, _("Add the papers of the notice."))]
    types = {each.code for each in terms.types}
    found = duplicates(SECTION, "/papers", (paper.code for paper in terms.papers))
    for paper in terms.papers:
        found += _paper_findings(paper, types)
    return found


def _paper_findings(paper: RequiredPaper, types: set[str]) -> list[Finding]:
    path, name = f"/papers/{paper.code}", paper.name.ko or paper.code
    found = []
    if paper.code in TAKEN:
        sentence = _("“%(paper)s”: the code “%(code)s” is used for something else.") % {
            "paper": name, "code": paper.code,
        }  # fmt: skip
        found.append(error(SECTION, f"{path}/code", sentence, _("Choose another code.")))
    if paper.proves and paper.proves not in KNOWN:
        words = {"rule": name, "fact": paper.proves}
        sentence = _("“%(rule)s” asks about “%(fact)s”, which nobody knows.") % words
        found.append(error(SECTION, f"{path}/proves", sentence, _("Choose one of the facts offered.")))
    for code in sorted(set(paper.types) - types):
        words = {"rule": name, "type": code}
        sentence = _("“%(rule)s” is for the type “%(type)s”, which the notice does not have.") % words
        found.append(error(SECTION, f"{path}/types", sentence, _("Choose types of this notice.")))
    return found
