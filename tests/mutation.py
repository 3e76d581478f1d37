"""Mutation tests of the statistics: ``python -m tests.mutation [MODULE ...]`` changes ``kpi/calc`` in a copy and asks the tests.

``--digits 38`` tries a sample: only mutants whose number ends in one of these digits, here a fifth of every function's.

A mutant that no test notices survives and is named, with the reason where ``tests.mutants_explained`` knows why it changes no
result. Nothing in the project's own folder is touched.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutmut.mutation.file_mutation import mutate_file_contents

from tests.mutants_explained import reason

ROOT = Path(__file__).parents[1]
CALC, TESTS = ROOT / "kpi" / "calc", ROOT / "tests" / "kpi"
LEAST_KILLED = 0.9
WORKERS = 2
THROUGH_INDICATORS = {
    "basket": ("calc_basket_results",),
    "collaboration": ("calc_collaboration", "calc_collaboration_limits", "calc_collaboration_parts"),
    "counts": ("calc_counts", "indicators_rates"),
    "published_books": ("calc_published",),
    "published_smile": ("calc_published",),
    "published_tasks": ("calc_published",),
    "rates": ("indicators_rates",),
    "survey": ("calc_published", "calc_survey_shares"),
}
"""Tests that reach a module only through an indicator's compute, as it is used; mutmut sees which of them run a function."""
CONFIG = """[tool.mutmut]
source_paths = ["kpi"]

"""
CONFTEST = """from hypothesis import Phase, settings

settings.register_profile("mutation", deadline=None, derandomize=True, max_examples=25, phases=[Phase.explicit, Phase.generate])
settings.load_profile("mutation")
FEW = 4


def pytest_collection_modifyitems(items):
    for test in (item.obj for item in items if hasattr(item.obj, "hypothesis")):
        asked = test._hypothesis_internal_use_settings
        test._hypothesis_internal_use_settings = settings(asked, max_examples=min(asked.max_examples, FEW))
"""
"""A mutant is noticed by a wrong number, never by a slow machine or by luck. The first example that fails is enough, and a
few are tried where a test alone tries many: so the share that is noticed is rather said too low than too high."""
PLUGINS = ("no:cacheprovider", "no:unraisableexception", "no:threadexception", "mutants_tried")


def modules() -> list[str]:
    """Return the modules of ``kpi/calc``."""
    return sorted(path.stem for path in CALC.glob("*.py") if path.stem != "__init__")


def tests_of(module: str) -> list[str]:
    """Return the tests of ``kpi/calc`` that import a module, and those that ``THROUGH_INDICATORS`` names."""
    used = re.compile(rf"from kpi\.calc\.{module} import|from kpi\.calc import .*\b{module}\b")
    named = [path for path in TESTS.glob("test_calc_*.py") if used.search(path.read_text(encoding="utf-8"))]
    through = [TESTS / f"test_{name}.py" for name in THROUGH_INDICATORS.get(module, ())]
    return sorted({path.relative_to(ROOT).as_posix() for path in (*named, *through)})


@dataclass(frozen=True)
class Mutated:
    """A module with all its mutants beside it: their names by function, and the text of every one."""

    functions: Mapping[str, Sequence[str]]
    lines: Mapping[str, Sequence[str]]

    def changed(self, name: str) -> list[str]:
        """Return the lines a mutant takes away (``-``) and puts in their place (``+``)."""
        function = name.split("__mutmut_")[0]
        mangled = (f"{function}__mutmut_orig", name)
        kept, put = ([line.replace(one, function[2:]) for line in self.lines[one]] for one in mangled)
        told = difflib.unified_diff(kept, put, n=0, lineterm="")
        return [f"{line[0]} {line[1:].strip()}" for line in told if re.match(r"[-+](?![-+])", line)]


def mutate(path: Path) -> Mutated:
    """Put a module with all its mutants in the place of a module; a mutant runs when mutmut is told its name."""
    made = mutate_file_contents(str(path), path.read_text(encoding="utf-8"))
    path.write_text(made.code, encoding="utf-8")
    text = made.code.splitlines()
    functions: dict[str, list[str]] = {}
    for name in made.mutant_names:
        functions.setdefault(name.split("__mutmut_")[0], []).append(name)
    parts = [node for node in ast.walk(ast.parse(made.code)) if isinstance(node, ast.FunctionDef)]
    return Mutated(functions, {node.name: text[node.lineno - 1 : node.end_lineno] for node in parts})


def try_mutants(asked: Sequence[str], folder: Path, *, digits: str = "") -> tuple[dict[str, Mutated], dict[str, str]]:
    """Return the mutants of modules, and what came of each (by its whole name): noticed, survived, timeout."""
    for source in (ROOT / "kpi", TESTS):
        shutil.copytree(source, folder / source.relative_to(ROOT), ignore=shutil.ignore_patterns("__pycache__"))
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(CONFIG + project[project.index("[tool.pytest") :], encoding="utf-8")
    (folder / "tests" / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    shutil.copy(ROOT / "tests" / "mutants_tried.py", folder)
    with contextlib.chdir(folder):
        made = {module: mutate(folder / "kpi" / "calc" / f"{module}.py") for module in asked}
    plan = _plan(made, digits)
    (folder / "mutants.json").write_text(json.dumps(plan), encoding="utf-8")
    files = sorted({file for module in plan["modules"].values() for file in module["tests"]})
    command = [sys.executable, "-m", "pytest", "-q", "--rootdir=.", *(f"-p{name}" for name in PLUGINS), *files]
    alone = {**os.environ, "PYTHONPATH": ".", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=folder, env=alone, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return made, json.loads((folder / "found.json").read_text(encoding="utf-8"))


def _plan(made: Mapping[str, Mutated], digits: str) -> dict[str, Any]:
    """Return what ``tests.mutants_tried`` is asked: the mutants by function, the tests of each module, how many at a time."""
    names = {module: {f"kpi.calc.{module}.{key}": key for key in one.functions} for module, one in made.items()}
    mutants = [
        (function, f"kpi.calc.{module}.{name}")
        for module, functions in names.items()
        for function, key in functions.items()
        for name in made[module].functions[key]
        if not digits or name[-1] in digits
    ]
    asked = {module: {"tests": tests_of(module), "functions": list(names[module])} for module in made}
    return {"modules": asked, "mutants": mutants, "workers": WORKERS}


def _told(module: str, made: Mutated, found: Mapping[str, str]) -> tuple[float, str]:
    """Return the share noticed of the mutants that change anything, and the lines that say it."""
    mine = {name: outcome for name, outcome in found.items() if name.rpartition(".")[0] == f"kpi.calc.{module}"}
    survivors = {name: made.changed(name.split(".")[-1]) for name, outcome in mine.items() if outcome == "survived"}
    reasons = {name: reason(module, lines) for name, lines in survivors.items()}
    tried, explained = len(mine), sum(map(bool, reasons.values()))
    killed = tried - len(survivors)
    share = killed / (tried - explained) if tried > explained else 1.0
    told = [f"{module}: {killed} of {tried} mutants noticed, {explained} change nothing ({share:.1%} of the others)"]
    for name, lines in survivors.items():
        told += [f"  {name}{': ' + reasons[name] if reasons[name] else ''}", *(f"    {line}" for line in lines)]
    return share, "\n".join(told) + "\n"


def main(words: list[str]) -> int:
    """Mutate the chosen modules (none: all); return 1 where too many mutants of one survive."""
    parser = argparse.ArgumentParser(prog="tests.mutation")
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--digits", default="")
    args = parser.parse_args(words)
    weak = 0
    for module in args.modules or modules():
        with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
            made, found = try_mutants([module], Path(folder), digits=args.digits)
        share, told = _told(module, made[module], found)
        weak += share < LEAST_KILLED
        sys.stdout.write(told)
        sys.stdout.flush()
    return 1 if weak else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
