"""Seeds at which the hunt of ``make fuzz`` once broke something, and a few it begins with."""

import pytest

from tests.loaders.fuzz import of_cells

BROKE: tuple[int, ...] = ()


@pytest.mark.parametrize("seed", [*BROKE, *range(30)])
def test_odd_cells_are_loaded_or_refused_in_words(seed):
    assert of_cells(seed)
