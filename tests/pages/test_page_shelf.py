"""What is kept over a reload: by owner, of a limited size, for a limited time."""

from __future__ import annotations

import datetime as dt

import pytest

from pages.parts import shelf
from pages.parts.shelf import Shelf

NOW = dt.datetime(2026, 1, 15, 9, 0)


class Clock:
    now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(clock: Clock) -> Shelf:
    return Shelf(clock)


def test_what_is_kept_is_its_owner_s_alone_and_the_last_version(kept: Shelf) -> None:
    kept.put("kim", "a", "first", size=1)
    kept.put("kim", "b", "other", size=1)
    kept.put("kim", "a", "answered", size=1)
    assert kept.of("kim") == ["other", "answered"]
    assert kept.of("lee") == []
    kept.drop("lee", "a")
    kept.drop("kim", "b", "never there")
    assert kept.of("kim") == ["answered"]


def test_nothing_is_kept_for_a_browser_that_cannot_be_told_from_others(kept: Shelf) -> None:
    kept.put("", "a", "somebody's", size=1)
    assert kept.of("") == []


def test_what_is_old_is_let_go_and_a_decision_begins_the_hour_again(kept: Shelf, clock: Clock) -> None:
    kept.put("kim", "a", 1, size=1)
    kept.put("kim", "b", 1, size=1)
    clock.now = NOW + shelf.LIFE - dt.timedelta(seconds=1)
    kept.put("kim", "b", 2, size=1)
    assert kept.of("kim") == [1, 2]
    clock.now = NOW + shelf.LIFE
    assert kept.of("kim") == [2]


def test_the_size_is_limited_for_one_and_for_all(kept: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST_OF_ONE", 10)
    monkeypatch.setattr(shelf, "MOST_OF_ALL", 15)
    kept.put("kim", "a", "a", size=10)
    kept.put("kim", "b", "b", size=1)
    assert kept.of("kim") == ["a"]
    kept.put("lee", "c", "c", size=5)
    assert (kept.of("kim"), kept.of("lee")) == (["a"], ["c"])
    kept.put("park", "d", "d", size=1)
    assert (kept.of("kim"), kept.of("lee"), kept.of("park")) == ([], ["c"], ["d"])
    kept.put("lee", "c", "too large by now", size=11)
    assert kept.of("lee") == []


def test_what_is_old_goes_by_itself(kept: Shelf, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "LIFE", dt.timedelta(milliseconds=50))
    kept.put("kim", "a", 1, size=1)
    timer = kept._timer
    assert timer is not None
    assert timer.daemon
    clock.now = NOW + dt.timedelta(seconds=1)
    timer.join(10)
    assert kept._held == {}
    assert kept._timer is None
