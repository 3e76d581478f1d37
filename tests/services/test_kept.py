"""What is kept is made once, and never more than the limit."""

from services.kept import Kept


def test_a_thing_is_made_once_per_key_and_never_kept_without_one():
    made = []
    kept = Kept(2)
    for key in ("a", "a", None, None):
        kept.get(key, lambda: made.append(1))
    assert len(made) == 3


def test_the_thing_used_longest_ago_goes_first():
    made = []
    kept = Kept(2)
    for key in ("a", "b", "a", "c", "a", "b"):
        kept.get(key, lambda key=key: made.append(key))
    assert made == ["a", "b", "c", "b"]
