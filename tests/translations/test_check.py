"""The translations tool on a small package of its own."""

import gettext
from pathlib import Path

import pytest

from dure.translations.__main__ import update
from dure.translations.catalogues import CatalogueError, compile_all, compile_stale, read
from dure.translations.check import problems
from dure.translations.extraction import Said, said_in_file
from dure.translations.owners import catalogue_path, owner_of

FORMS = 'from django.utils.translation import gettext_lazy as _\nTITLE = _("Visits of %(city)s")\n'


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """One app with one sentence."""
    app = tmp_path / "journey" / "visits"
    app.mkdir(parents=True)
    (app / "forms.py").write_text(FORMS)
    return tmp_path


def translate(package: Path, body: str, app: str = "visits") -> Path:
    path = catalogue_path(package / "journey" / app)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{body}')
    return path


WHOLE = 'msgid "Visits of %(city)s"\nmsgstr "%(city)s 방문"\n'
FILE = "journey/visits/locale/ko/LC_MESSAGES/django.po"


def test_problems_with_everything_translated_are_none(package: Path) -> None:
    translate(package, WHOLE)

    assert problems(package) == []


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("", "'Visits of %(city)s' (in journey/visits/forms.py) is not translated"),
        (
            'msgid "Visits of %(city)s"\nmsgstr ""\n',
            "'Visits of %(city)s' (in journey/visits/forms.py) has no Korean yet",
        ),
        (
            f"#, fuzzy\n{WHOLE}",
            "'Visits of %(city)s' (in journey/visits/forms.py) is marked fuzzy, so it is not used",
        ),
        (
            'msgid "Visits of %(city)s"\nmsgstr "%(place)s 방문"\n',
            "'Visits of %(city)s' and its Korean differ in %(city)s, %(place)s",
        ),
        (f'{WHOLE}\nmsgid "Gone"\nmsgstr "없음"\n', "'Gone' is said nowhere in this app"),
    ],
)
def test_problems_name_what_is_wrong(package: Path, body: str, line: str) -> None:
    translate(package, body)

    assert problems(package) == [f"{FILE}: {line}"]


def test_problems_of_an_app_without_catalogue(package: Path) -> None:
    assert problems(package) == [f"{FILE}: 'Visits of %(city)s' (in journey/visits/forms.py) is not translated"]


def test_problems_with_two_korean_forms_of_one_text(package: Path) -> None:
    translate(package, WHOLE)
    (package / "journey" / "letters").mkdir()
    (package / "journey" / "letters" / "forms.py").write_text(FORMS)
    translate(package, WHOLE.replace("방문", "찾아감"), app="letters")

    told = (
        "'Visits of %(city)s' has two Korean forms, give one a context: "
        "'%(city)s 찾아감' in journey/letters; '%(city)s 방문' in journey/visits"
    )
    assert problems(package) == [told]


def test_update_then_check_lacks_only_the_korean(package: Path) -> None:
    update(package, prune=False)

    assert problems(package) == [f"{FILE}: 'Visits of %(city)s' (in journey/visits/forms.py) has no Korean yet"]


def test_update_twice_changes_nothing(package: Path) -> None:
    path = translate(package, WHOLE)
    update(package, prune=False)
    once = path.read_text()
    update(package, prune=False)

    assert path.read_text() == once
    assert [line for line in once.splitlines() if "Date" in line or line.startswith("#:")] == []


def test_update_prunes_only_when_told(package: Path) -> None:
    path = translate(package, f'{WHOLE}\nmsgid "Gone"\nmsgstr "없음"\n')
    update(package, prune=False)
    kept = [message.id for message in read(path) if message.id]
    update(package, prune=True)

    assert kept == ["Gone", "Visits of %(city)s"]
    assert [message.id for message in read(path) if message.id] == ["Visits of %(city)s"]


def test_compile_gives_what_gettext_reads(package: Path) -> None:
    translate(package, WHOLE)

    (compiled,) = compile_all(package)

    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Visits of %(city)s") == "%(city)s 방문"


def test_compile_stale_compiles_once(package: Path) -> None:
    path = translate(package, WHOLE)

    assert compile_stale(package) == [path.with_suffix(".mo")]
    assert compile_stale(package) == []


def test_compile_gives_the_same_bytes_each_time(package: Path) -> None:
    translate(package, WHOLE)

    first = compile_all(package)[0].read_bytes()

    assert compile_all(package)[0].read_bytes() == first


def test_read_of_a_broken_catalogue_names_file_and_line(package: Path) -> None:
    path = translate(package, "Visits = 방문\n")

    with pytest.raises(CatalogueError, match=f"^{path}: .* on 3"):
        read(path)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ('<p>\n    it\'s {% translate "Save" %}\n  </p>', [Said("Save", "", "")]),
        ('{% translate "Open" context "a place" %}', [Said("Open", "", "a place")]),
        (
            "{% blocktranslate trimmed with city=row.city %}\n Visits\n of {{ city }}{% endblocktranslate %}",
            [Said("Visits of %(city)s", "", "")],
        ),
        (
            "{% blocktranslate count n=n %}{{ n }} firm{% plural %}{{ n }} firms{% endblocktranslate %}",
            [Said("%(n)s firm", "%(n)s firms", "")],
        ),
        ('{{ _("Close") }} {# _("not this") #}', [Said("Close", "", "")]),
    ],
)
def test_said_in_a_template(tmp_path: Path, template: str, said: list[Said]) -> None:
    path = tmp_path / "page.html"
    path.write_text(template)

    assert list(said_in_file(path)) == said


def test_said_in_python(tmp_path: Path) -> None:
    path = tmp_path / "views.py"
    path.write_text(
        'a = pgettext_lazy("noun", "Open")\nb = ngettext("%(n)s day", "%(n)s days", n)\nc = f(_("Go"), key)\n'
    )

    assert list(said_in_file(path)) == [
        Said("Open", "", "noun"), Said("%(n)s day", "%(n)s days", ""), Said("Go", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "owner"),
    [
        ("journey/visits/forms/interest.py", "journey/visits"),
        ("foundation/parties/templates/parties/a.html", "foundation/parties"),
        ("portal/home.py", "portal"),
        ("config/settings.py", "."),
        ("cli.py", "."),
    ],
)
def test_owner_of_a_file(tmp_path: Path, file: str, owner: str) -> None:
    assert owner_of(tmp_path / file, tmp_path) == tmp_path / owner


def test_said_under_another_name_is_found(tmp_path: Path) -> None:
    file = tmp_path / "views.py"
    file.write_text(
        'from django.utils.translation import gettext as _now\nTITLE = _now("Visits")\nOTHER = _then("No")\n'
    )

    assert list(said_in_file(file)) == [Said("Visits", "", "")]
