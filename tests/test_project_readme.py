"""What the README promises exists: commands, folders, recipes, sources."""

from __future__ import annotations

import argparse
import importlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commands.every import parser_of
from kpi.core.indicator import indicators
from loaders.source import sources
from services.templates import source_names

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PATHS = {name: list(importlib.import_module(name).__path__) for name in ("kpi.indicators", "loaders.sources")}
MADE_WHEN_RUNNING = {"data/local/kpi.sqlite", "data/local/backups/", ".venv/bin/python"}


def code_words() -> list[str]:
    return re.findall(r"`([^`\n]+)`", README)


def commands() -> dict[str, argparse.ArgumentParser]:
    choices = [action.choices for action in parser_of("en")._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(choices[0])


def section(title: str) -> str:
    return README.split(f"## {title}", 1)[1].split("\n## ", 1)[0]


def test_every_path_in_the_readme_exists() -> None:
    paths = [word for word in code_words() if re.fullmatch(r"\.?[\w./-]+(/|\.(py|txt|toml|md))", word)]
    assert len(paths) > 20
    assert [path for path in paths if path not in MADE_WHEN_RUNNING and not (ROOT / path).exists()] == []


def test_every_package_is_explained() -> None:
    packages = [path.parent.name for path in ROOT.glob("*/__init__.py")]
    assert [name for name in packages if f"`{name}/" not in README] == []


def test_every_make_target_in_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", README, re.MULTILINE))
    assert {"run", "test"} <= named
    assert named - targets == set()


def test_every_variable_given_to_make_in_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    variables = set(re.findall(r"^([A-Z]+) *\?=|\$\(([A-Z]+)\)", makefile, re.MULTILINE))
    named = set(re.findall(r"make [a-z-]+ ([A-Z]+)=", README)) | {"WORKERS", "SECONDS"}
    assert "PORT" in named
    assert named - {name for pair in variables for name in pair} == set()


def test_nothing_in_the_readme_is_said_twice() -> None:
    beginnings = [line[:60] for line in README.splitlines() if len(line) > 60]
    assert [start for start in beginnings if beginnings.count(start) > 1] == []


def test_every_command_is_in_the_readme_and_every_one_there_exists() -> None:
    table = section("명령줄 · Command line")
    assert re.findall(r"^\| `(\w[\w-]*)", table, re.MULTILINE) == list(commands())


@pytest.mark.parametrize("command", ["check", "load"])
def test_every_option_of_loading_is_in_the_readme(command: str) -> None:
    options = {option for action in commands()[command]._actions for option in action.option_strings}
    assert [option for option in sorted(options - {"-h"}) if option.startswith("--") and option not in README] == []


def test_every_option_in_the_readme_exists() -> None:
    options = {
        option for parser in commands().values() for action in parser._actions for option in action.option_strings
    }
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", section("명령줄 · Command line"))) - options == set()


def test_the_examples_of_the_command_line_are_understood() -> None:
    examples = re.findall(r"^\.venv/bin/python cli\.py (.+)$", README, re.MULTILINE)
    assert len(examples) >= 4
    assert [parser_of("en").parse_args(example.split()).command for example in examples] == [
        example.split()[0] for example in examples
    ]


def test_every_source_is_explained() -> None:
    assert re.findall(r"^\| `(\w+)` [가-힣]", README, re.MULTILINE) == [
        name for name in re.findall(r"`(\w+)`", section("무엇을 올리나 · What goes in")) if name in sources()
    ]
    assert {name for name in sources() if f"`{name}`" not in README} == set()


@pytest.fixture
def extended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str, str], None]]:
    """Add one file to a folder that lists itself, for the length of a test."""

    def add(package: str, name: str, text: str) -> None:
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
        monkeypatch.setattr(importlib.import_module(package), "__path__", [*PATHS[package], str(tmp_path)])
        _forget()

    yield add
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    indicators.cache_clear()
    sources.cache_clear()


def test_a_further_indicator_is_one_file(extended: Callable[[str, str, str], None]) -> None:
    extended(
        "kpi.indicators",
        "tenth",
        "import dataclasses, kpi.indicators.satisfaction as one\n"
        "INDICATOR = dataclasses.replace(one.INDICATOR, id='tenth', card=False)\n",
    )
    assert "tenth" in indicators()
    assert parser_of("en").parse_args(["kpi", "tenth"]).indicators == ["tenth"]


def test_a_further_source_is_one_file(extended: Callable[[str, str, str], None]) -> None:
    extended(
        "loaders.sources",
        "fifth",
        "import dataclasses, loaders.sources.achievements as one\n"
        "SOURCE = dataclasses.replace(one.SOURCE, id='fifth')\n",
    )
    assert "fifth" in sources()
    assert "fifth" in source_names()


def test_the_changelog_has_something_new_first() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings
    dated = [heading for heading in headings if re.search(r"\d{4}-\d{2}-\d{2}", heading)]
    assert dated == sorted(dated, key=lambda heading: re.findall(r"\d{4}-\d{2}-\d{2}", heading)[0], reverse=True)
