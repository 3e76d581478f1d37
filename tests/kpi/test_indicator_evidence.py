"""What is computed once from the same evidence: equal questions are answered from it, others and other evidence are not."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from kpi.core.indicator import Evidence
from kpi.core.settings import Settings


def evidence() -> Evidence:
    return Evidence(*(pd.DataFrame() for _ in range(5)))


def test_equal_keys_are_made_once_and_other_keys_are_not():
    held, made = evidence(), []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [held.once(("scores", Settings()), make) for _ in range(3)] == [1, 1, 1]
    assert held.once(("scores", replace(Settings(), minimum_answers=10)), make) == 2
    assert held.once(("scores", Settings()), make) == 1


def test_changed_evidence_knows_nothing_of_what_was_made_from_the_former():
    held = evidence()
    held.once("scores", lambda: 1)
    assert replace(held, cells=pd.DataFrame({"n": [1.0]})).once("scores", lambda: 2) == 2
    assert held.once("scores", lambda: 3) == 1
