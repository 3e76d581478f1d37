"""Mutation tests of the statistics: ``python -m tests.mutation [MODULE ...]`` changes ``kpi/calc`` in a copy and asks the tests.

``--digits 38`` tries a sample: only mutants whose number ends in one of these digits, here a fifth of every function's.

A mutant that no test notices survives and is named, with the reason where ``tests.mutants_explained`` knows why it changes no
result. Nothing in the project's own folder is touched.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.mutants_explained import reason

ROOT = Path(__file__).parents[1]
CALC, TESTS = ROOT / "kpi" / "calc", ROOT / "tests" / "kpi"
LEAST_KILLED = 0.9
WORKERS = 2
UNNOTICED = (": survived", ": no tests", ": suspicious", ": segfault")
THROUGH_INDICATORS = {
    "answers": ("calc_survey", "calc_survey_shares", "calc_compare", "calc_suppress"),
    "collaboration": ("calc_collaboration", "calc_collaboration_parts"),
    "counts": ("calc_counts", "indicators_rates"),
    "means": ("calc_basket", "calc_compare"),
    "published_books": ("calc_published",),
    "published_smile": ("calc_published",),
    "published_tasks": ("calc_published",),
    "rates": ("indicators_rates",),
    "same_task": ("calc_basket", "calc_compare", "calc_cumulative"),
    "survey": ("calc_published", "calc_survey_shares"),
    "verdict": ("calc_compare", "calc_basket"),
}
"""Tests that reach a module only through an indicator's compute, as it is used; mutmut sees which of them run a function."""
CONFIG = """[tool.mutmut]
source_paths = ["kpi"]
only_mutate = ["kpi/calc/{module}.py"]
pytest_add_cli_args_test_selection = {tests}
pytest_add_cli_args = ["-p", "no:cacheprovider", "-p", "no:unraisableexception", "-p", "no:threadexception", "--no-header"]
process_isolation = "forkserver"
timeout_multiplier = 4.0

"""
"""Each mutant is a fork of one process that has read the libraries and the tests: they are not read once per mutant."""

CONFTEST = """import gc

from hypothesis import Phase, settings

gc.disable()
gc.freeze()
settings.register_profile("mutation", deadline=None, derandomize=True, max_examples=25, phases=[Phase.explicit, Phase.generate])
settings.load_profile("mutation")


def pytest_collection_modifyitems(items):
    for test in (item.obj for item in items if hasattr(item.obj, "hypothesis")):
        asked = test._hypothesis_internal_use_settings
        test._hypothesis_internal_use_settings = settings(asked, max_examples=min(asked.max_examples, 15))
"""
"""A mutant is noticed by a wrong number, never by a slow machine or by luck. The first example that fails is enough, a few are
tried where a test alone tries many, and a fork that lives a second needs no tidying up."""


def modules() -> list[str]:
    """Return the modules of ``kpi/calc``."""
    return sorted(path.stem for path in CALC.glob("*.py") if path.stem != "__init__")


def tests_of(module: str) -> list[str]:
    """Return the test files that import a module, and those that ``THROUGH_INDICATORS`` names; all where there are none."""
    used = re.compile(rf"from kpi\.calc\.{module} import|from kpi\.calc import .*\b{module}\b")
    files = sorted(TESTS.glob("test_*.py"))
    through = [f"test_{name}" for name in THROUGH_INDICATORS.get(module, ())]
    named = [path for path in files if path.stem in through or used.search(path.read_text(encoding="utf-8"))]
    return [path.relative_to(ROOT).as_posix() for path in named or files]


def mutated(module: str, folder: Path, *, digits: str = "") -> tuple[dict[str, int], dict[str, list[str]]]:
    """Return the counts of mutants of one module (killed, survived, total ...) and what those that survived changed."""
    for source in (ROOT / "kpi", TESTS):
        shutil.copytree(source, folder / source.relative_to(ROOT), ignore=shutil.ignore_patterns("__pycache__"))
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    config = CONFIG.format(module=module, tests=json.dumps(tests_of(module)))
    (folder / "pyproject.toml").write_text(config + project[project.index("[tool.pytest") :], encoding="utf-8")
    run = [sys.executable, "-m", "mutmut"]
    (folder / "tests" / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    sample = [f"*__mutmut_*{digit}" for digit in digits]
    command = [*run, "run", "--max-children", str(WORKERS), *sample]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{module}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    subprocess.run([*run, "export-cicd-stats"], cwd=folder, capture_output=True, check=True)
    listed = subprocess.run([*run, "results"], cwd=folder, capture_output=True, text=True, check=True).stdout
    counts = json.loads((folder / "mutants" / "mutmut-cicd-stats.json").read_text(encoding="utf-8"))
    unnoticed = [line.split(":")[0].strip() for line in listed.splitlines() if line.endswith(UNNOTICED)]
    return counts, {name: _changed_lines([*run, "show", name], folder) for name in unnoticed}


def _changed_lines(command: list[str], folder: Path) -> list[str]:
    """Return the lines a mutant takes away (``-``) and puts in their place (``+``)."""
    shown = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    lines = [line for line in shown.splitlines() if re.match(r"[-+](?![-+])", line)]
    return [f"{line[0]} {line[1:].strip()}" for line in lines]


def _told(module: str, counts: dict[str, int], survivors: dict[str, list[str]]) -> tuple[float, str]:
    """Return the share noticed of the mutants that change anything, and the lines that say it."""
    reasons = {name: reason(module, lines) for name, lines in survivors.items()}
    killed, explained = counts["killed"] + counts["timeout"], sum(map(bool, reasons.values()))
    tried = killed + len(survivors)
    share = killed / (tried - explained) if tried > explained else 1.0
    told = [f"{module}: {killed} of {tried} mutants noticed, {explained} change nothing ({share:.1%} of the others)"]
    for name, lines in survivors.items():
        told += [f"  {name}{': ' + reasons[name] if reasons[name] else ''}", *(f"    {line}" for line in lines)]
    return share, "\n".join(told) + "\n"


def main(words: list[str]) -> int:
    """Mutate the chosen modules (none: all), one after another; return 1 where too many mutants of one survive."""
    parser = argparse.ArgumentParser(prog="tests.mutation")
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--digits", default="")
    args = parser.parse_args(words)
    weak = 0
    for module in args.modules or modules():
        with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
            counts, survivors = mutated(module, Path(folder), digits=args.digits)
        share, told = _told(module, counts, survivors)
        weak += share < LEAST_KILLED
        sys.stdout.write(told)
        sys.stdout.flush()
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
