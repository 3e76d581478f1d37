"""Everything a user reads exists in both languages, and Korean sentences do not guess particles."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("kpi", "charts", "reports", "loaders", "services", "pages", "commands", "data")
FILES = sorted(
    [path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if path.parent != ROOT / "data" / "demo"]
    + [ROOT / "cli.py"]
)
HANGUL = re.compile("[가-힣]")
LATIN = re.compile("[A-Za-z]")
GUESSED_PARTICLE = re.compile(r"[이을은와으](\(가\)|\(를\)|\(는\)|\(과\)|\(로\))|\((이|을|은|와|으)\)[가를는과로]")
SHOWN_BY_STREAMLIT = {
    "title",
    "header",
    "subheader",
    "markdown",
    "caption",
    "info",
    "warning",
    "error",
    "success",
    "toast",
}
SHOWN_BY_STREAMLIT |= {"button", "download_button", "checkbox", "toggle", "selectbox", "multiselect", "metric", "write"}


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def texts(path: Path) -> Iterator[tuple[int, str, str]]:
    """Yield line, Korean and English of every Text written with two literals."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            values = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            if len(values) == 2:
                yield node.lineno, str(values[0]), str(values[1])


def every_text() -> list[tuple[str, str, str]]:
    return [(f"{path.relative_to(ROOT).as_posix()}:{line}", ko, en) for path in FILES for line, ko, en in texts(path)]


def test_there_are_texts_to_check() -> None:
    assert len(every_text()) > 200


def test_an_english_sentence_is_english_but_for_what_it_quotes() -> None:
    # Values of Korean files are quoted as they stand there: "Example: 8분 17초".
    said = [(place, re.split("(?<=xample)", en)[0]) for place, _, en in every_text()]
    korean = [(place, en) for place, en in said if 2 * len(HANGUL.findall(en)) > len(LATIN.findall(en))]
    assert korean == []


def test_a_korean_sentence_is_korean() -> None:
    words = re.compile(r"[a-z]{2,}\s+[a-z]{2,}\s+[a-z]{2,}")
    placeholders = re.compile(r"\{[^}]*\}|'[^']*'|`[^`]*`")
    english = [(place, ko) for place, ko, _ in every_text() if words.search(placeholders.sub("", ko))]
    assert [entry for entry in english if not HANGUL.search(entry[1])] == []


def test_no_sentence_guesses_a_particle() -> None:
    assert [(place, ko) for place, ko, _ in every_text() if GUESSED_PARTICLE.search(ko)] == []


def test_a_placeholder_is_not_followed_by_a_particle_that_depends_on_its_last_letter() -> None:
    particle = re.compile(r"\}['\"’”」]?(이|가|을|를|은|는|와|과|으로|로)(?=[\s.,])")
    assert [(place, ko) for place, ko, _ in every_text() if particle.search(ko)] == []


@pytest.mark.parametrize(
    "path", [path for path in FILES if "pages" in path.parts], ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_a_page_shows_no_sentence_that_exists_in_one_language(path: Path) -> None:
    literal = [
        node.lineno
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SHOWN_BY_STREAMLIT
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"st", "column", "container"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and re.search("[A-Za-z가-힣]{2}", str(node.args[0].value))
        and not str(node.args[0].value).startswith((":material", "<"))
    ]
    assert literal == []
