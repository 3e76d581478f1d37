"""Surveys in which 1 is the best answer: turned round where the scale is declared so."""

import pytest

from kpi.core.frames import CELL_COLUMNS
from tests.loaders.loading import codes, load, loaded

HEADER = ["연도", "부서", "종합만족도"]


def survey(*answers):
    return [HEADER, *(["2025", "민원과", answer] for answer in answers)]


def sums(batch):
    cells = batch.cells.sort_values("measure")
    return cells.loc[:, [name for name in CELL_COLUMNS if name != "histogram"]].to_dict("records"), list(
        map(bytes, cells["histogram"].dropna())
    )


def test_answers_of_a_reversed_scale_are_those_of_the_scale_turned_round():
    reversed_ = loaded(survey("1", "2", "2", "5"), scale=(5.0, 1.0))
    assert sums(reversed_) == sums(loaded(survey("5", "4", "4", "1"), scale=(1.0, 5.0)))
    (said,) = [one.say("ko") for one in reversed_.findings if one.code == "scale_declared"]
    assert "1점이 가장 좋은 답" in said
    assert "6-응답" in said
    assert reversed_.mapping["scale"] == [1.0, 5.0]


def test_answers_in_words_are_not_turned_round():
    batch = load(survey("1", "매우만족", "5"), scale=(5.0, 1.0))
    assert codes(batch, "error") == ["scale_of_words"]


def test_the_warning_that_one_is_the_best_ends_with_the_answer():
    rows = [["1=매우만족 ~ 5=매우불만족", "", ""], *survey("1", "2", "5")]
    assert "best_is_one" in codes(loaded(rows, scale=(1.0, 5.0)), "warning")
    assert "best_is_one" not in codes(loaded(rows, scale=(5.0, 1.0)), "warning")


@pytest.mark.parametrize(("scale", "score"), [((1.0, 5.0), 80.0), ((5.0, 1.0), 20.0)])
def test_means_of_a_reversed_scale_are_turned_round(scale, score):
    rows = [["연도", "부서", "문항", "응답수", "평균", "표준편차"], ["2025", "민원과", "친절", "10", "4.2", "0.5"]]
    cells = loaded(rows, scale=scale).cells
    assert cells.loc[cells["measure"].eq("score"), "wx"].sum() == pytest.approx(score * 10)
