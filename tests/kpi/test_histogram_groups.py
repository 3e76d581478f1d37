"""Many histograms at once are the same as one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kpi.core.histogram import encode, encode_each

GROUPS = st.lists(
    st.dictionaries(st.integers(0, 4000), st.integers(1, 300), min_size=1, max_size=90), min_size=1, max_size=6
)


@given(groups=GROUPS)
def test_blobs_of_many_groups_equal_the_blob_of_each(groups):
    ordered = [sorted(group.items()) for group in groups]
    bins = [key for group in ordered for key, _ in group]
    counts = [count for group in ordered for _, count in group]
    starts = np.cumsum([0, *(len(group) for group in ordered[:-1])])
    expected = [encode([key for key, _ in group], [count for _, count in group]) for group in ordered]
    assert encode_each(bins, counts, starts) == expected
