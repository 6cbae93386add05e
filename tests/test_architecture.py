"""The arrows between the rooms of the house, read from the code itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "newsroom": {"newsroom"},
    "people": {"people", "newsroom"},
    "articles": {"articles", "people", "newsroom"},
}
DJANGO_FREE = [
    "articles/anchors.py",
    "articles/body.py",
    "articles/cards/canvas.py",
    "articles/cards/covering.py",
    "articles/cards/directions.py",
    "articles/cards/drawing.py",
    "articles/cards/faces.py",
    "articles/cards/letters.py",
    "articles/cards/setting.py",
    "articles/comparing.py",
    "articles/exporting/lines.py",
    "articles/exporting/records.py",
    "articles/filing/comparing.py",
    "articles/markup.py",
    "articles/pasted.py",
    "articles/matching_blocks.py",
    "articles/three_way.py",
    "articles/searching/closeness.py",
    "articles/searching/snippets.py",
    "articles/searching/stemming.py",
    "articles/searching/words.py",
    "articles/structure.py",
    "articles/surroundings.py",
    "articles/wording.py",
    "articles/extraction",
    "articles/importing",
    "newsroom/clock.py",
    "newsroom/alignment.py",
    "newsroom/comparing.py",
    "newsroom/dates.py",
    "newsroom/filters.py",
    "newsroom/pictures.py",
    "people/alike.py",
    "people/charting.py",
    "people/exporting/popolo.py",
    "people/exporting/table.py",
    "people/facts.py",
    "people/filing/comparing.py",
    "people/filing/report.py",
    "people/importing",
    "people/names.py",
]
# The parsers compute; these bring what they read into the database, and tell what became of it.
WRITERS = {ROOT / f"articles/importing/{name}.py" for name in ("writing", "storing", "illustrating")}


def modules_of(place: str) -> list[Path]:
    path = ROOT / place
    return [path] if path.suffix == ".py" else sorted(path.rglob("*.py"))


def imported_by(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 or path.name == "__init__.py" or node.level == 1, f"{path}: a far relative import"
            if node.level == 0 and node.module:
                yield node.module, node.lineno


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_imports_point_one_way(app: str) -> None:
    strays = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules_of(app)
        for name, line in imported_by(path)
        if name.split(".")[0] in MAY_IMPORT and name.split(".")[0] not in MAY_IMPORT[app]
    ]
    assert strays == []


@pytest.mark.parametrize("place", DJANGO_FREE)
def test_what_only_computes_knows_no_django(place: str) -> None:
    paths = [path for path in modules_of(place) if path not in WRITERS]
    assert paths, f"{place} is gone: mend the list"
    strays = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in paths
        for name, line in imported_by(path)
        if name.split(".")[0] in {"django", "taggit", "simple_history"} or ".models" in name
    ]
    assert strays == []


def test_no_module_is_named_after_nothing() -> None:
    vague = {"core", "utils", "common", "base", "helpers", "services", "misc"}
    assert [path for app in MAY_IMPORT for path in modules_of(app) if path.stem in vague] == []


def test_safe_html_is_declared_in_three_reviewed_places_only() -> None:
    places = {
        str(path.relative_to(ROOT))
        for app in MAY_IMPORT
        for path in modules_of(app)
        if "mark_safe(" in path.read_text()
    }
    assert places == {"articles/reading.py", "articles/admin/review.py", "newsroom/linked_data.py"}
    templates = [path for path in (ROOT / "templates").rglob("*.html") if "|safe" in path.read_text()]
    assert templates == []


def test_no_template_carries_inline_script_or_style() -> None:
    forbidden = ["<script>", "style=", "onclick=", "onchange=", "javascript:", "<style"]
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in (ROOT / "templates").rglob("*.html")
        for word in forbidden
        if word in path.read_text()
    ]
    assert found == []


def test_colours_and_sizes_of_the_public_site_are_named_in_one_stylesheet() -> None:
    raw = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b\d*\.?\d+(?:px|rem|em|ch|pt|vw|vh)\b|\b(?:rgb|hsl|oklch)a?\(")
    found = [
        f"{name}.css: {line.strip()}"
        for name in ("base", "layout", "components", "record", "search")
        for line in (ROOT / f"static/css/{name}.css").read_text().splitlines()
        if raw.search(line) and not line.startswith(("@media", "@container"))
    ]
    assert found == []
