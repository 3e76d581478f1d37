"""What is odd about a view is said once, with what it means and what to do."""

from __future__ import annotations

import pytest

from kpi.sentences.states import states_of


def row(year, value=70.0, note="", change=None, months=12):
    return {"period_start": f"{year}-01-01", "period_months": months, "value": value, "note": note, "change": change}


@pytest.mark.parametrize(
    ("rows", "more", "states"),
    [
        ([row(2023), row(2024, change=1.0)], {"departments": ("가", "나")}, []),
        ([], {}, []),
        ([row(2023), row(2024, None, "too_few")], {}, [("suppressed", "too_few")]),
        ([row(2023), row(2024), row(2025, None, "protected")], {}, [("suppressed", "protected")]),
        ([row(2023), row(2024), row(2025, None, "no_data")], {}, []),
        ([row(2024)], {}, [("one_year", "")]),
        ([row(2024)], {"filtered": True}, [("one_year", "filtered")]),
        ([row(2024, months=1)], {}, []),
        ([row(2023), row(2024, note="series_break")], {}, [("not_comparable", "series_break")]),
        ([row(2023), row(2024, note="open_cases")], {}, [("not_comparable", "open_cases")]),
        ([row(2022), row(2024, note="no_counterpart")], {}, [("not_comparable", "no_counterpart")]),
        ([row(2023), row(2024, note="reference_only")], {}, []),
        ([row(2023), row(2024, change=1.0)], {"departments": ("가",)}, [("one_department", "")]),
        ([row(2023, None)], {"departments": ("가",)}, []),
    ],
)
def test_a_state_is_found_in_the_rows_and_said_in_both_languages(rows, more, states):
    found = states_of(rows, **more)
    assert [(state.kind, state.reason) for state in found] == states
    for state in found:
        for lang in ("ko", "en"):
            said = [state.title(lang), state.meaning(lang), state.advice(lang)]
            assert len(set(said)) == 3
            assert all(text and "{" not in text for text in said)


def test_what_a_state_is_about_is_named():
    one_year, alone = states_of([row(2024)], departments=("세무과",))
    assert one_year.meaning("ko").startswith("2024년 자료가 있는")
    assert "'세무과' 부서만" in alone.meaning("ko")
    (broken,) = states_of([row(2023), row(2024, note="series_break")])
    assert broken.meaning("ko").startswith("계열이 끊겨 비교하지 않음.")
    assert (broken.way_out, one_year.way_out) == ("settings", "upload")
