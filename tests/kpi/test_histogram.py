import math
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.core.histogram import bins_of, decode, encode, histogram_of, histogram_of_codes, merge, quantile, values_of

DURATIONS = st.lists(
    st.one_of(st.just(0.0), st.floats(1e-6, 1e9), st.sampled_from([1.02**k for k in range(20)])), max_size=60
)
SHARES = st.one_of(st.floats(0, 1), st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0]))


def order_statistic(values: list[float], q: float) -> float:
    """Return the smallest value whose cumulative share is at least q."""
    ordered = sorted(values)
    return next(value for place, value in enumerate(ordered, start=1) if place / len(ordered) >= q)


@settings(max_examples=300, deadline=None)
@given(DURATIONS.filter(bool), SHARES)
def test_a_quantile_is_at_most_one_percent_off_the_order_statistic(values, q):
    exact = order_statistic(values, q)
    assert abs(quantile(histogram_of(values), q) - exact) <= 0.01 * exact


@settings(max_examples=100, deadline=None)
@given(st.lists(DURATIONS, max_size=5))
def test_merging_histograms_equals_the_histogram_of_all_cases(parts):
    together = histogram_of([value for part in parts for value in part])
    assert merge([histogram_of(part) for part in parts]) == together


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(-1, 10), min_size=1, max_size=60), SHARES)
def test_quantiles_of_answer_codes_are_exact(codes, q):
    assert quantile(histogram_of_codes(codes), q) == order_statistic(codes, q)


def test_codes_come_back_with_their_counts():
    bins, counts = decode(histogram_of_codes([5, 1, 5, 2.0, 5]))
    assert list(bins) == [1, 2, 5]
    assert list(counts) == [1, 1, 3]


def test_exact_zeros_have_a_bin_of_their_own():
    blob = histogram_of([0, 0, 0, 8])
    assert quantile(blob, 0.75) == 0
    assert quantile(blob, 0.76) == pytest.approx(8, rel=0.01)


def test_equal_bins_are_added_and_empty_ones_left_out():
    bins, counts = decode(encode([7, 3, 7, 9], [1, 2, 4, 0]))
    assert list(bins) == [3, 7]
    assert list(counts) == [2, 5]


def test_a_bin_stands_for_the_geometric_middle_of_its_edges():
    value = values_of(bins_of([100.0]))[0]
    assert bins_of([value * 1.0099])[0] == bins_of([value / 1.0099])[0] == bins_of([100.0])[0]


def test_no_case_has_no_quantile():
    assert math.isnan(quantile(merge([]), 0.5))
    assert math.isnan(quantile(merge([None, histogram_of([])]), 0.5))


@pytest.mark.parametrize("bad", [[-1.0], [math.nan], [math.inf]])
def test_missing_and_negative_durations_are_refused(bad):
    with pytest.raises(ValueError, match="finite values"):
        bins_of(bad)


@pytest.mark.parametrize("bad", [[1.5], [math.nan]])
def test_codes_that_are_no_whole_numbers_are_refused(bad):
    with pytest.raises(ValueError, match="whole numbers"):
        histogram_of_codes(bad)


def test_durations_and_codes_do_not_mix():
    with pytest.raises(ValueError, match="cannot be merged"):
        merge([histogram_of([1.0]), histogram_of_codes([1])])


@pytest.mark.parametrize("blob", [b"", b"x", b"Lnonsense", b"L", b"S12"])
def test_other_bytes_are_no_histogram(blob):
    with pytest.raises(ValueError, match="not a histogram"):
        decode(blob)


@pytest.mark.parametrize("q", [-0.1, 1.1, math.nan])
def test_only_shares_have_quantiles(q):
    with pytest.raises(ValueError, match="not a share"):
        quantile(histogram_of([1]), q)


def test_bins_that_were_zipped_before_are_read_and_merged_like_others():
    zipped = b"L" + zlib.compress(np.array([[2001, 3], [1, 2]], dtype="<i8").tobytes())
    assert [part.tolist() for part in decode(zipped)] == [[2001, 2004], [1, 2]]
    assert merge([zipped, encode([2001], [5])]) == encode([2001, 2004], [6, 2])


def test_few_bins_take_three_bytes_each_and_many_are_zipped():
    assert len(encode(range(1, 65), [255] * 64)) == 1 + 3 * 64
    assert encode(range(1, 66), [1] * 65)[:1] == encode([1], [256])[:1] == encode([65_536], [1])[:1] == b"L"


def test_ten_thousand_cases_take_little_room():
    hours = np.random.default_rng(1).lognormal(3, 1, 10_000)
    assert len(histogram_of(hours)) < 1_200
