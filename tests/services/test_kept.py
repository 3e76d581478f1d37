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


def test_of_several_things_only_those_that_are_not_kept_are_made_and_together():
    asked = []

    def make(keys):
        asked.append(keys)
        return [key.upper() for key in keys]

    kept = Kept(8)
    kept.get("b", lambda: "kept before")
    assert kept.get_all(["a", "b", "c", "a"], make) == ["A", "kept before", "C", "A"]
    assert kept.get_all(["c", "a"], make) == ["C", "A"]
    assert asked == [["a", "c"]]
