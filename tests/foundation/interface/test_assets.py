from pathlib import Path

from dure.foundation.interface import assets


def resources(root: Path) -> Path:
    folder = root / assets.PACKAGE
    (folder / "css" / "token").mkdir(parents=True)
    (folder / "fonts").mkdir()
    (folder / assets.TOKENS).write_text(":root {\n  /* blue */\n  --krds-a: #256ef4;\n}\n", encoding="utf-8")
    for name in assets.FONTS.values():
        (folder / "fonts" / name).write_bytes(b"wOF2")
    return folder


def test_relocated_points_known_files_to_their_new_place() -> None:
    sheet = 'a{background: url("../../img/a.svg?v=1") no-repeat}'

    assert assets.relocated(sheet, {"a.svg": "icons/a.svg"}) == 'a{background: url("icons/a.svg") no-repeat}'


def test_relocated_drops_other_hosts_inline_pictures_and_imports() -> None:
    sheet = (
        '@import url("https://cdn.example/x.css");'
        "a{color:red;background:url(https://cdn.example/a.png);margin:0}"
        "b{background:url(data:image/svg+xml;base64,AAAA)}"
    )

    assert assets.relocated(sheet, {}) == "a{color:red;margin:0}b{}"


def test_compact_takes_comments_out_and_nothing_else() -> None:
    assert assets.compact("/* x\n y */\n:root {\n\n  --a: 1;\n}\n") == ":root {\n--a: 1;\n}"


def test_build_assets_copies_tokens_and_fonts(tmp_path: Path) -> None:
    resources(tmp_path)
    target = tmp_path / "static" / "krds"
    said: list[str] = []

    report = assets.build_assets(tmp_path, said.append, target=target)

    laid = sorted(str(file.relative_to(target)) for file in target.rglob("*") if file.is_file())
    assert laid == ["fonts.css", *sorted(f"fonts/{name}" for name in assets.FONTS.values()), "tokens.css"]
    assert (target / "tokens.css").read_text(encoding="utf-8") == ":root {\n--krds-a: #256ef4;\n}"
    assert (report.complete, report.files) == (True, 4)
    assert len(said) == 1


def test_build_assets_without_its_source_keeps_what_was_there_and_says_why(tmp_path: Path) -> None:
    folder = resources(tmp_path)
    target = tmp_path / "krds"
    target.mkdir()
    (target / "tokens.css").write_text("old", encoding="utf-8")
    (folder / "fonts" / assets.FONTS[700]).unlink()
    said: list[str] = []

    report = assets.build_assets(tmp_path, said.append, target=target)

    assert report.complete is False
    assert (target / "tokens.css").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("krds")] == ["krds"]
    assert said == [f"{report.reason}; continuing in the basic style"]


def test_font_sheet_asks_no_other_place_than_its_own_folder() -> None:
    assert assets.font_sheet().count('url("fonts/') == assets.font_sheet().count("url(") == len(assets.FONTS)
