"""What the names of sheets stand for: asked with the sheets, suggested where much speaks for it, never taken for granted."""

import pytest

from loaders.asking import SUGGESTED
from tests.loaders.loading import book, codes, finding, load, loaded, sheet, sums

OF_YEARS = [["연도", "응답수", "종합만족도"], [2023, 10, 81.5], [2024, 20, 70.5]]
OF_DEPARTMENTS = [["부서", "응답수", "종합만족도"], ["민원과", 10, 81.5], ["세무과", 20, 70.5]]
COMPLETE = [["연도", *OF_DEPARTMENTS[0]], [2023, *OF_DEPARTMENTS[1]], [2024, *OF_DEPARTMENTS[2]]]
ALL = ("*",)


def sheets(rows, *names):
    """Return a book of equal tables with other counts, one under each name."""
    return book(
        *(
            sheet([rows[0], *([*row[:-2], row[-2] + at, row[-1]] for row in rows[1:])], name)
            for at, name in enumerate(names)
        )
    )


@pytest.mark.parametrize(
    ("rows", "names", "suggested"),
    [
        (OF_YEARS, ("가람", "나래"), "department"),
        (OF_YEARS, ("중앙동", "서면"), "department"),
        (OF_DEPARTMENTS, ("2023", "2024", "수정"), "year"),
        (OF_DEPARTMENTS, ("작년", "올해"), None),
    ],
)
def test_sheets_and_their_meaning_are_asked_at_once(rows, names, suggested):
    batch = load(sheets(rows, *names))
    which, mean = finding(batch, "ask_sheets"), finding(batch, "ask_sheets_mean")
    assert which.choices == ("*", *names)
    assert set(mean.choices) == {"department", "year", "nothing"}
    assert mean.values.get(SUGGESTED) == suggested
    assert which.values.get(SUGGESTED) == ("*" if suggested else None)


@pytest.mark.parametrize("names", [("Sheet1", "Sheet2"), ("원본", "수정본"), ("결과(1)최종", "결과(2)최종")])
def test_versions_of_a_sheet_are_no_departments(names):
    batch = load(sheets(OF_YEARS, *names))
    assert "ask_sheets_mean" not in codes(batch)
    assert SUGGESTED not in finding(batch, "ask_sheets").values


def test_no_meaning_is_asked_where_the_table_says_all_itself():
    batch = load(sheets(COMPLETE, "가람", "나래"))
    assert codes(batch, "error") == ["ask_sheets"]


def test_all_sheets_are_read_but_an_overview_and_those_of_another_form():
    held = sheets(OF_YEARS, "가람", "나래", "다솜", "총괄").sheets
    batch = loaded(book(*held, sheet([["메모", "가"]], "메모")), sheets=ALL, sheets_mean="department")
    assert sums(batch, "overall", "department", columns=["n"]) == {"가람": (30,), "나래": (32,), "다솜": (34,)}
    unread = finding(batch, "sheets_unread").say("ko")
    assert ("'총괄'" in unread, "'메모'" in unread) == (True, True)


def test_sheets_that_were_named_are_not_poured_together_before_their_meaning_is_known():
    batch = load(sheets(OF_YEARS, "가람", "나래"), sheets=("가람", "나래"))
    assert codes(batch, "error") == ["ask_sheets_mean"]
    assert len(loaded(sheets(OF_YEARS, "가람", "나래"), sheets=ALL, sheets_mean="nothing", repeats="pool").cells) > 0
