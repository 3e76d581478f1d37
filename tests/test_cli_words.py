"""What the command line says of itself, and to those who mistype."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import cli
from commands.every import COMMANDS, language_of, parser_of
from services.stores import open_store

ROOT = Path(__file__).parent.parent


def stored_in(folder: Path) -> str:
    return f"sqlite:///{(folder / 'kpi.sqlite').as_posix()}"


def run(folder: Path, *words: object, store: str | None = None, **environment: str) -> subprocess.CompletedProcess:
    address = store or f"sqlite:///{(folder / 'kpi.sqlite').as_posix()}"
    done = subprocess.run(
        [sys.executable, ROOT / "cli.py", *map(str, words)],
        capture_output=True, cwd=folder, timeout=120, check=False, env={**os.environ, "KPI_STORE": address, **environment},
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    return done


def options(command: str) -> set[str]:
    parsers = next(action for action in parser_of("en")._actions if action.dest == "command")
    return {option for action in parsers.choices[command]._actions for option in action.option_strings}


DOCUMENTED = {
    "check": "--source --sheet --header-row --map --scale --missing --year --accept-new --json",
    "load": "--source --sheet --header-row --map --scale --missing --year --accept-new --json",
    "uploads": "--json",
    "withdraw": "--json",
    "history": "-o --source --year --state --dry-run --json",
    "kpi": "--by --department --task --from --to --compare --sources --lang --format",
    "tasks": "",
    "survey": "--department --from --to --format",
    "shortening": "--by --department --format",
    "composite": "--departments --goalposts --json",
    "chart": "-o",
    "report": "--year --first-year --format --department --every-department --indicator --section --compare --office --title --template --json",
    "demo": "",
    "rebuild": "--dry-run",
    "verify": "--deep",
    "register": "--into --on --until --to --note --tasks --dry-run --json",
    "target": "--dry-run --json",
    "break": "--dry-run --json",
    "holiday": "--dry-run --json",
    "setting": "--dry-run --json",
    "backup": "--json",
    "restore": "--json",
    "copy-store": "--json",
}


@pytest.mark.parametrize("command", DOCUMENTED)
def test_every_documented_option_is_there(command):
    assert {*DOCUMENTED[command].split(), "--store", "--lang", "--help"} <= options(command)


def test_the_documented_commands_are_all_there_are():
    assert set(DOCUMENTED) == set(COMMANDS)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_help_names_every_command_in_both_languages(tmp_path, lang):
    said = run(tmp_path, "--help", "--lang", lang).stdout.decode()
    for name, command in COMMANDS.items():
        assert re.search(rf"^ +{name} ", said, flags=re.MULTILINE)
        assert command.about.say(lang)[:12] in said


def test_the_readme_shows_every_command_and_no_option_that_is_not_there():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"| `{command}" not in text] == []
    start = text.index("Command line")
    said = set(re.findall(r"--[a-z][a-z-]+", text[start : text.index("\n## ", start)]))
    assert said <= set().union(*(options(command) for command in COMMANDS))
    assert {word for words in DOCUMENTED.values() for word in words.split()} - said <= {"-o", "--department", "--task"}


def test_options_that_stand_for_all_commands_may_stand_before_or_after():
    for words in (["--store", "a", "--lang", "en", "verify"], ["verify", "--store", "a", "--lang", "en"]):
        args = parser_of(language_of(words)).parse_args(words)
        assert (args.store, args.lang, language_of(words)) == ("a", "en", "en")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["kpi", "speeed"], "processing_time"),
        (["kpi", "--department", "없는과"], "없는과"),
        (["kpi", "--task", "없는 업무"], "없는 업무"),
        (["kpi", "--by", "week"], "quarter"),
        (["kpi", "--from", "2025-13"], "2025-13"),
        (["kpi", "--compare", "next"], "previous"),
        (["chart", "processing_time", "-o", "trend.docx"], "svg"),
        (["withdraw", "7"], "7"),
        (["check", "none.csv"], "none.csv"),
        (["check", "none.csv", "--marks", "plus"], "press"),
        (["check", "none.csv", "--same-as", "민원과=민원봉사과"], "department:"),
        (["check", "none.csv", "--fix", "C14"], "C14=12.5"),
        (["check", "none.csv", "--scale", "5"], "--scale"),
        (["check", "none.csv", "--map", "task"], "--map"),
        (["verify", "--store", "nonsense"], "nonsense"),
        (["verify", "--store", "mysql://somewhere/x"], "mysql"),
        (["verify", "--store", "sqlite:////proc/none/kpi.sqlite"], "/proc/none"),
        (["nonsense"], "nonsense"),
        ([], "COMMAND"),
    ],
)
def test_mistakes_end_with_code_2_and_a_word_on_what_to_do(tmp_path, monkeypatch, capsys, words, said):
    monkeypatch.setenv("KPI_STORE", stored_in(tmp_path))
    open_store(stored_in(tmp_path))  # who only asks makes no store
    with pytest.raises(SystemExit, match=r"^2$"):  # argparse ends the program itself, so the rest does too
        sys.exit(cli.main(words))
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == "" or words[0] == "check"


def test_findings_are_json_objects_one_a_line_when_json_is_asked_for(tmp_path):
    broken = tmp_path / "깨진.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    done = run(tmp_path, "check", broken, "--json")
    assert done.returncode == 2
    for line in done.stderr.decode().splitlines():
        finding = json.loads(line)
        assert finding["file"] == "깨진.xlsx"
        assert finding["severity"] == "error"
    open_store(stored_in(tmp_path)).close()
    done = run(tmp_path, "kpi", "speeed", "--format", "json")
    assert json.loads(done.stderr)["code"] == "unknown_indicator"


def test_korean_survives_a_console_of_another_code_page(tmp_path):
    open_store(stored_in(tmp_path)).close()
    done = run(tmp_path, "verify", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "문제가 없습니다" in done.stdout.decode("utf-8")


def test_a_text_file_that_is_no_store_is_refused(tmp_path):
    (tmp_path / "kpi.sqlite").write_text("not a database, only words\n" * 100)
    done = run(tmp_path, "uploads")
    assert done.returncode == 2
    assert done.stderr
