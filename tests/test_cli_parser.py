"""The words of the command line itself: help and refusals in the person's language, whatever Python says in English."""

from __future__ import annotations

import pytest

from commands.every import COMMANDS, parser_of
from commands.parser import in_korean, wrapped
from services.console import width


def refused(capsys, *words, lang="ko"):
    with pytest.raises(SystemExit) as ended:
        parser_of(lang).parse_args([*words])
    assert ended.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "빠진 것이 있습니다: COMMAND"),
        (("check",), "빠진 것이 있습니다: FILE"),
        (("uploads", "--foo"), "모르는 말입니다: --foo"),
        (("nothing",), "COMMAND: 쓸 수 없는 값 'nothing' (쓸 수 있는 것: "),
        (("withdraw", "x"), "ID: 정수가 아닙니다: 'x'"),
        (("kpi", "--department"), "--department 뒤에 값이 하나 있어야 합니다"),
        (("uploads", "--json=1"), "--json 항목은 값을 받지 않습니다: '1'"),
    ],
)
def test_what_cannot_be_understood_is_said_in_korean(capsys, words, said):
    told = refused(capsys, *words)
    assert said in told
    assert told.startswith("쓰는 법: cli.py")
    assert "--help" in told
    assert "error" not in told


def test_in_english_it_is_said_as_python_says_it(capsys):
    told = refused(capsys, "check", lang="en")
    assert told.startswith("usage: cli.py check")
    assert "error: the following arguments are required: FILE" in told


def test_what_has_no_translation_stays_as_it_is():
    assert in_korean("something new") == "something new"


@pytest.mark.parametrize("name", sorted(COMMANDS))
@pytest.mark.parametrize(
    ("lang", "foreign"), [("ko", ("usage:", "options:", "show this help")), ("en", ("쓰는 법", "선택:"))]
)
def test_help_is_in_one_language_and_fits_a_terminal(capsys, monkeypatch, name, lang, foreign):
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as ended:
        parser_of(lang).parse_args([name, "--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert not [word for word in foreign if word in told]
    lines = told.split("\n\n", 1)[1].splitlines()  # Python breaks the lines of the usage itself
    too_wide = [line for line in lines if width(line) > 80 and len(line.split()) > 2]
    assert too_wide == []


def test_lines_are_broken_by_the_columns_they_take_and_keep_their_indent():
    assert list(wrapped("  가나 다라 마바", 11)) == ["  가나 다라", "  마바"]
    assert list(wrapped("가나다라마바사아자차", 4)) == ["가나다라마바사아자차"]
    assert list(wrapped("", 10)) == [""]
