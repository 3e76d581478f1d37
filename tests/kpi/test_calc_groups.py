"""Groups of respondents: post-stratified means and split changes, against people one by one and by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kpi.calc.groups import group_levels, poststratified, split
from kpi.core.indicator import Question

ANSWERS = st.lists(st.sampled_from((0.0, 25.0, 50.0, 75.0, 100.0)), min_size=2, max_size=8)
SAMPLES = st.fixed_dictionaries({name: ANSWERS for name in "abc"})


def levels(make_evidence, make_cell, samples, year="2014", **asked):
    cells = [make_cell("overall", year, values, stratum=name) for name, values in samples.items() if values]
    return group_levels(make_evidence(cells), Question(**asked), measure="overall")


def groups(means, n=50.0, variance=1.0, names="abc"):
    count = len(means)
    columns = {"value": means, "variance": variance, "df": np.broadcast_to(n, count) - 1.0, "w": n, "n": n}
    return pd.DataFrame({"group": list(names[:count])} | columns)


def test_every_stratum_has_its_own_mean_and_variance_and_its_population_correction(make_evidence, make_cell):
    cells = [
        make_cell("overall", "2014", values, stratum=name) for name, values in (("a", [50, 100] * 5), ("b", [25] * 4))
    ]
    cells.append(make_cell("overall", "2014", [0] * 9))
    evidence = make_evidence(cells, population=[{"year": 2014, "stratum": "a", "population": 40}])
    found = group_levels(evidence, Question(), measure="overall").set_index("group")
    assert found["value"].to_dict() == {"a": 75, "b": 25}
    assert found.loc["a", "variance"] == pytest.approx((1 - 10 / 40) * np.var([50, 100] * 5, ddof=1) / 10)
    assert found["w"].to_dict() == found["n"].to_dict() == {"a": 10, "b": 4}
    assert found["df"].to_dict() == {"a": 9, "b": 3}


def test_people_of_a_stratum_who_did_not_answer_count_as_zeros_in_its_variance(make_evidence, make_cell):
    cells = [
        make_cell("overall", "2014", [50, 100] * 5, stratum="a"),
        make_cell("overall", "2014", [25] * 4, stratum="b"),
    ]
    asked = [make_cell("respondents", "2014", [1] * n, stratum=name) for name, n in (("a", 12), ("b", 4))]
    found = group_levels(make_evidence([*cells, *asked]), Question(), measure="overall").set_index("group")
    assert found.loc["a", "variance"] == pytest.approx(12 / 11 * 10 * 25**2 / 10**2)
    assert (found.loc["a", "n"], found.loc["b", "variance"]) == (10, 0)


def test_departments_keep_their_own_groups(make_evidence, make_cell):
    cells = [make_cell("overall", "2014", [50, 75], stratum="a", department=place) for place in ("x", "y")]
    found = group_levels(make_evidence(cells), Question(keys=("department",)), measure="overall")
    assert found[["department", "group", "n"]].to_numpy().tolist() == [["x", "a", 2], ["y", "a", 2]]


@settings(max_examples=6, deadline=None)
@given(samples=SAMPLES, sizes=st.tuples(*[st.integers(20, 400)] * 3))
def test_post_stratified_means_equal_reweighted_people(make_evidence, make_cell, samples, sizes):
    population = pd.Series(sizes, index=list("abc"), dtype="float64")
    found = poststratified(levels(make_evidence, make_cell, samples), population)
    weights = {name: population[name] / len(values) for name, values in samples.items()}
    total = sum(weights[name] * x for name, values in samples.items() for x in values)
    assert found is not None
    assert found.value == pytest.approx(total / population.sum())
    variance = sum(
        (population[name] / population.sum()) ** 2 * np.var(values, ddof=1) / len(values)
        for name, values in samples.items()
    )
    assert found.variance == pytest.approx(variance, abs=1e-9)


def test_satterthwaites_df_lies_between_the_smallest_and_their_sum():
    equal = poststratified(groups([50.0, 60.0]), pd.Series({"a": 10, "b": 10}))
    assert equal is not None
    assert equal.df == pytest.approx(98)
    certain = poststratified(groups([50.0, 60.0], variance=np.array([4.0, 0.0])), pd.Series({"a": 10, "b": 10}))
    assert certain is not None
    assert (certain.df, certain.variance) == pytest.approx((49, 1))
    nothing = poststratified(groups([50.0, 60.0], variance=0.0), pd.Series({"a": 10, "b": 10}))
    assert nothing is not None
    assert (nothing.df, nothing.variance) == (98, 0)
    unknown = poststratified(groups([50.0, 60.0], variance=np.array([1.0, np.nan])), pd.Series({"a": 10, "b": 10}))
    assert unknown is not None
    assert unknown.value == pytest.approx(55)
    assert np.isnan(unknown.variance)


def test_without_a_share_or_an_answer_for_every_group_there_is_no_such_mean():
    both = groups([50.0, 60.0])
    assert poststratified(both, pd.Series({"a": 10})) is None
    assert poststratified(both, pd.Series({"a": 10, "b": 10, "c": 5})) is None
    assert poststratified(both, pd.Series({"a": 10, "b": 10, "c": 0})) is not None
    alone = poststratified(both, pd.Series({"a": 9, "b": 1}))
    assert alone is not None
    assert alone.value == pytest.approx(51)
    assert poststratified(groups([50.0]), pd.Series({"a": 10})) is None
    assert poststratified(groups([50.0, np.nan]), pd.Series({"a": 10, "b": 10})) is None


def test_a_change_of_the_mix_alone_is_no_change_within():
    found = split(groups([40.0, 80.0], n=np.array([20.0, 80.0])), groups([40.0, 80.0], n=np.array([80.0, 20.0])))
    assert found is not None
    assert (found.change, found.within, found.mix, found.entry_exit) == pytest.approx((24, 0, 24, 0))
    assert found.low < 0 < found.high


def test_a_change_within_has_the_interval_of_the_weighted_differences():
    found = split(groups([50.0, 90.0]), groups([40.0, 80.0]))
    assert found is not None
    assert (found.change, found.within, found.mix) == pytest.approx((10, 10, 0))
    # four variances of 1 at weights of 1/2: variance 1, df 1/(4 x (1/16)/49) = 196
    assert (found.low, found.high) == pytest.approx((10 - 1.97214, 10 + 1.97214), abs=1e-4)


def test_each_group_of_each_period_has_its_own_variance_and_degrees_of_freedom():
    now = groups([50.0, 90.0], n=np.array([10.0, 30.0]), variance=np.array([2.0, 1.0]))
    then = groups([40.0, 80.0], n=np.array([5.0, 15.0]), variance=np.array([6.0, 0.0]))
    found = split(now, then)
    assert found is not None
    # shares 1/4 and 3/4 in both years: terms 2/16, 9/16, 6/16, 0 with 9, 29, 4, 14 degrees of freedom
    df = 17**2 / (2**2 / 9 + 9**2 / 29 + 6**2 / 4)
    margin = stats.t.ppf(0.975, df) * np.sqrt(17 / 16)
    assert (found.within, found.low, found.high) == pytest.approx((10, 10 - margin, 10 + margin))


def test_groups_that_come_and_go_stand_apart_and_nothing_in_common_splits_nothing():
    found = split(groups([50.0, 90.0], names="ab"), groups([40.0, 80.0], names="ac"))
    assert found is not None
    assert (found.change, found.within, found.mix) == pytest.approx((10, 10, 0))
    assert split(groups([50.0], names="a"), groups([50.0], names="b")) is None


def test_a_group_of_unknown_variance_leaves_the_change_within_without_an_interval():
    found = split(groups([50.0, 90.0], variance=np.array([1.0, np.nan])), groups([40.0, 80.0]))
    assert found is not None
    assert found.within == pytest.approx(10)
    assert np.isnan([found.low, found.high]).all()
    wide, narrow = (split(groups([50.0, 90.0]), groups([40.0, 80.0]), confidence=share) for share in (0.99, 0.8))
    assert wide is not None
    assert narrow is not None
    assert wide.low < narrow.low < 10 < narrow.high < wide.high


@settings(max_examples=6, deadline=None)
@given(now=SAMPLES, then=SAMPLES, seed=st.integers(0, 9))
def test_parts_add_up_to_the_change_of_the_plain_mean_in_any_order(make_evidence, make_cell, now, then, seed):
    sides = [levels(make_evidence, make_cell, samples) for samples in (now, then)]
    found = split(*sides)
    plain = [np.mean(np.concatenate([*samples.values()])) for samples in (now, then)]
    assert found is not None
    assert found.change == pytest.approx(plain[0] - plain[1], abs=1e-9)
    assert found.within + found.mix + found.entry_exit == pytest.approx(found.change, abs=1e-9)
    assert split(sides[0].sample(frac=1, random_state=seed), sides[1]).within == pytest.approx(found.within, abs=1e-9)
