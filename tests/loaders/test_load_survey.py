"""Surveys with a respondent a row: scores, scales, codes that are no answers, weights. Hand-worked."""

import pandas as pd
import pytest

from kpi.core.frames import CELL_COLUMNS, CELL_KEYS, PAIR_COLUMNS, PAIR_KEYS, check
from kpi.core.histogram import decode
from loaders.asking import asked
from loaders.load.answers import known_scale, satisfied_from, scores
from tests.loaders.loading import codes, finding, load, loaded, sums

HEADER = ["연도", "응답자번호", "부서", "친절성", "신속성", "종합만족도"]
ALL = ("n", "w", "wx", "wxx", "ww", "wwx", "wwxx")


def answers(*rows):
    return [HEADER, *([2025, f"R{number}", "민원과", *row] for number, row in enumerate(rows, start=1))]


def test_an_answer_scores_its_place_between_the_ends_of_the_scale():
    assert [scores(x, (1, 5)) for x in (1, 3, 5)] == [0, 50, 100]
    assert [scores(x, (0, 10)) for x in (0, 7, 10)] == [0, 70, 100]
    assert scores(1, (5, 1)) == 100  # a scale on which 1 is best


def test_items_overall_satisfied_and_respondents_are_summed():
    batch = loaded(answers((5, 4, 4), (1, "", 2)))
    check(batch.cells, CELL_COLUMNS, CELL_KEYS)
    assert sums(batch, "score", "item") == {"친절성": (2, 100), "신속성": (1, 75)}
    assert sums(batch, "overall", "period_start", "department", columns=ALL) == {
        (pd.Timestamp("2025-01-01"), "민원과"): (2, 2, 100, 75**2 + 25**2, 2, 100, 75**2 + 25**2)
    }
    assert sums(batch, "satisfied") == {"n": 2, "wx": 1}
    assert sums(batch, "respondents")["n"] == 2
    assert list(batch.claims.itertuples(index=False, name=None)) == [
        ("satisfaction_survey", pd.Timestamp("2025-01-01"), 12, "민원과")
    ]


def test_histograms_count_the_raw_answers():
    batch = loaded(answers((5, 4, 4), (5, 4, 2)))
    blobs = batch.cells.set_index(["measure", "item"])["histogram"]
    assert [part.tolist() for part in decode(blobs["score", "친절성"])] == [[5], [2]]
    assert [part.tolist() for part in decode(blobs["overall", ""])] == [[2, 4], [1, 1]]


def test_items_are_paired_with_the_overall_score_where_both_are_answered():
    pairs = check(loaded(answers((5, 4, 4), (1, "", 2))).pairs, PAIR_COLUMNS, PAIR_KEYS)
    pairs = pairs[pairs["item2"] == "overall"].set_index("item")
    assert pairs.loc["친절성", ["item2", "n", "wx", "wy", "wxy"]].tolist() == ["overall", 2, 100, 100, 7500]
    assert pairs.loc["신속성", "n"] == 1


def test_every_two_items_are_paired_over_the_people_who_answered_all_of_them():
    pairs = loaded(answers((5, 4, 4), (1, "", 2), (3, 5, 5))).pairs
    pairs = pairs[pairs["measure"] == "complete"].set_index(["item", "item2"])
    assert sorted(pairs.index) == [("신속성", "신속성"), ("친절성", "신속성"), ("친절성", "친절성")]
    both = pairs.loc[("친절성", "신속성")]
    assert both[["n", "w", "ww", "wx", "wy", "wxx", "wxy", "wwxy"]].tolist() == [2, 2, 2, 150, 175, 12500, 12500, 12500]


def test_one_item_or_nobody_who_answered_all_gives_no_pairs_of_items():
    one = loaded(answers((5, "", 4), (1, "", 2)), columns={"item:신속성": ""}).pairs
    nobody = loaded(answers((5, "", 4), ("", 3, 2))).pairs
    assert "complete" not in {*one["measure"], *nobody["measure"]}


def test_without_an_overall_item_the_mean_of_the_answered_items_is_taken():
    batch = loaded(answers((5, 4, ""), (1, "", "")), columns={"overall": ""})
    assert sums(batch, "overall") == {"n": 2, "wx": 87.5}
    assert sums(batch, "satisfied") == {"n": 2, "wx": 1}  # 87.5 reaches the score of the second-best code, 75
    assert "overall_from_items" in codes(batch, "note")


def test_declared_codes_that_are_no_answers_are_left_out_and_counted():
    batch = loaded(answers((5, 0, 4), (6, 1, 5)), scale=(1, 5), missing=("0", "6"))
    assert sums(batch, "score", "item") == {"친절성": (1, 100), "신속성": (1, 0)}
    assert "0(1), 6(1)" in finding(batch, "codes_left_out").say("ko")


def test_usual_codes_outside_a_declared_scale_are_left_out_with_a_warning():
    batch = loaded(answers((5, 9, 4), (99, 1, 5)), scale=(1, 5))
    assert sums(batch, "score", "item") == {"친절성": (1, 100), "신속성": (1, 0)}
    assert finding(batch, "codes_left_out").severity == "warning"


def test_another_value_outside_the_scale_stops_the_load():
    error = finding(
        load(answers((8, 1, 4), (3, 1, 5), (3, 1, 5), (3, 1, 5), (3, 1, 5), (3, 1, 5)), scale=(1, 5)), "out_of_scale"
    )
    assert (error.severity, error.column, error.rows) == ("error", "친절성", (2,))


@pytest.mark.parametrize(
    ("columns", "scale"),
    [
        ([[1, 2, 5]], (1, 5)),
        ([[1, 2, 5], [2, 3]], (1, 5)),
        ([[3, 7]], (1, 7)),
        ([[0, 10]], (0, 10)),
        ([[55, 80.5]], (0, 100)),
        ([[1, 4]], None),  # four points, or five without a five
        ([[0, 5]], None),  # 0 may be a code
        ([[1, 6]], None),  # six points, seven, or "never used"
        ([[1, 5, 9]], None),  # 9 may be a code
        ([[1, 10]], None),  # 1-10 or 0-10
        ([[1, 5], [1, 7]], None),
        ([[4, 5, 3, 85]], None),  # two scales under one header, or a slip of the pen
        ([[*range(60, 99), 5]], (0, 100)),
    ],
)
def test_a_scale_is_taken_from_the_answers_only_where_there_is_no_doubt(columns, scale):
    assert known_scale({str(place): pd.Series(column) for place, column in enumerate(columns)}) == scale


def test_the_scale_that_was_taken_is_said_and_a_doubtful_one_asked_for():
    assert "1~5" in finding(loaded(answers((5, 1, 4))), "scale_inferred").say("ko")
    assert finding(load(answers((4, 1, 4))), "unknown_scale").severity == "error"


def test_items_on_different_scales_stop_the_load():
    batch = load(answers((5, 7, 4), (1, 1, 5)))
    assert codes(batch, "error") == ["mixed_scales"]
    assert "'신속성' 1~7" in finding(batch, "mixed_scales").say("ko")
    assert batch.cells.empty
    assert (finding(batch, "mixed_scales").row, finding(batch, "mixed_scales").choices) == (None, ())


def test_the_few_cells_that_alone_put_an_item_on_another_scale_are_pointed_at():
    error = finding(load(answers(*[(5, 4, 4)] * 5, (5, 7, 4))), "mixed_scales")
    assert (error.row, error.column, error.choices) == (7, "신속성", ("7",))


@pytest.mark.parametrize(("scale", "least"), [((1, 5), 75), ((1, 7), 500 / 6), ((0, 10), 80), ((0, 100), None)])
def test_the_two_best_codes_are_satisfied_and_eight_of_ten(scale, least):
    assert satisfied_from(scale) == (pytest.approx(least) if least else None)


def test_answers_in_words_and_with_numbers_in_front_are_read():
    batch = loaded(answers(("매우 만족", "4점", "5. 매우 만족"), ("보통", "2", "1")), scale=(1, 5))
    assert sums(batch, "score", "item") == {"친절성": (2, 150), "신속성": (2, 100)}


def test_the_same_word_is_another_code_beside_the_words_of_another_scale():
    batch = loaded(answers(("만족", "대체로 만족", "불만족"), ("만족", "보통", "만족")), scale=(1, 5))
    assert sums(batch, "score", "item") == {"친절성": (2, 200), "신속성": (2, 125)}


def test_text_in_an_answer_is_an_error_with_its_place():
    error = finding(load(answers((5, 1, "좋았음"), (5, 1, 4), (5, 1, 4))), "bad_answer")
    assert (error.severity, error.row, error.column, error.value) == ("error", 2, "종합만족도", "좋았음")


def test_weights_and_strata_reach_the_sums():
    header = [*HEADER, "WEIGHT", "STRATA"]
    rows = [
        header,
        [2025, 1, "민원과", 5, 1, 5, 0.5, "a"],
        [2025, 2, "민원과", 1, 1, 1, 2, "b"],
        [2025, 3, "민원과", 1, 1, 1, "", "b"],
    ]
    batch = loaded(rows)
    assert sums(batch, "overall", "stratum", columns=ALL) == {
        "a": (1, 0.5, 50, 5000, 0.25, 25, 2500),
        "b": (1, 2, 0, 0, 4, 0, 0),
    }
    assert finding(batch, "no_weight").rows == (4,)
    assert sums(batch, "respondents")["n"] == 2


def test_the_year_is_asked_for_when_nothing_says_it():
    rows = [row[1:] for row in answers((5, 1, 4))]
    question = asked(load(rows).findings)[0]
    assert (question.name, question.option) == ("year", "--year")
    assert finding(load(rows), "no_year").choices == ("2025",)  # the sheet is called so; it is offered, not assumed
    assert list(sums(loaded(rows, year=2024), "overall", "period_start")) == [pd.Timestamp("2024-01-01")]


def test_the_year_can_come_from_a_date_of_the_answer():
    rows = [["응답일시", "친절성"], ["2023-04-08T22:52:01", "5"], ["2024-01-02", "1"]]
    assert list(sums(loaded(rows), "overall", "period_start")) == [
        pd.Timestamp("2023-01-01"),
        pd.Timestamp("2024-01-01"),
    ]


def test_half_years_keep_their_length():
    batch = loaded([HEADER, ["2025년 상반기", "R1", "민원과", 5, 1, 4]])
    assert batch.claims[["claim_start", "claim_months"]].to_numpy().tolist() == [[pd.Timestamp("2025-01-01"), 6]]


def test_a_file_without_departments_is_stored_for_the_whole_organisation():
    rows = [[cell for place, cell in enumerate(row) if place != 2] for row in answers((5, 1, 4))]
    batch = loaded(rows)
    assert batch.cells["department"].unique().tolist() == [""]
    assert batch.claims["department"].tolist() == ["*"]
    assert "no_departments" in codes(batch, "note")


def test_declared_items_are_all_the_items_there_are():
    batch = loaded(answers((5, 1, 4)), columns={"item:친절": "친절성"})
    assert list(sums(batch, "score", "item")) == ["친절"]
    assert list(sums(loaded(answers((5, 1, 4)), columns={"item:친절성": ""}, scale=(1, 5)), "score", "item")) == [
        "신속성"
    ]


def test_respondents_are_kept_as_hashes_and_a_repeated_one_is_said():
    rows = [*answers((5, 1, 4)), [2025, "R1", "민원과", 4, 4, 4]]
    batch = loaded(rows)
    assert finding(batch, "respondent_twice").rows == (3,)
    assert batch.rows["respondent"].str.fullmatch("[0-9a-f]{24}").all()
    assert batch.rows["row_key"].is_unique


@pytest.mark.parametrize(("label", "good", "bad"), [("응답일", "2025-03-01", "2025-02-30"), ("연도", "2025", "모름")])
def test_a_date_or_year_that_cannot_be_read_stops_the_load_also_beside_answers_alone(label, good, bad):
    batch = load([[label, "부서", "만족도"], [good, "민원과", "5"], [bad, "민원과", "4"], [good, "민원과", "3"]])
    (error,) = batch.errors
    assert (error.row, error.column, error.value) == (3, label, bad)
