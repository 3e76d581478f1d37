"""The backups page: a copy is made, listed, and restored after a confirmation."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from services import backups, stores

NOW = dt.datetime(2026, 1, 5, 9, 30)


def test_a_copy_is_made_listed_and_restored_after_a_confirmation(visit: Any, shown_empty: Path) -> None:
    own = stores.open_store()
    own.set_setting("a", 1, who="kim", at=NOW)
    opened = visit("backups")
    assert "아직 복사본이 없습니다" in opened.said()
    opened.at.button(key="copies:make").click()
    opened.run()
    (copy,) = own.copies()
    assert "복사본을 만들고 확인했습니다" in opened.said()
    own.set_setting("a", 2, who="kim", at=NOW)
    restore = f"copies:restore:{copy.path.name}"
    assert opened.at.button(key=restore).disabled
    opened.at.checkbox(key=f"copies:sure:{copy.path.name}").check()
    opened.run()
    opened.at.button(key=restore).click()
    opened.run()
    assert "되살렸습니다" in opened.said()
    assert own.setting("a") == 1
    assert len(own.copies()) == 2


def test_a_copy_of_the_day_that_cannot_be_made_is_said_and_does_no_harm(
    visit: Any, shown_empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = stores.open_store()
    own.copies_folder().write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(backups.VARIABLE, "yes")
    thread = backups.copy_of_the_day(own, now=NOW)
    assert thread is not None
    thread.join()
    assert [finding.code for finding in backups.problems(own)] == ["backup_unwritable"]
    assert backups.copy_of_the_day(own, now=NOW + dt.timedelta(minutes=59)) is None
    monkeypatch.setenv(backups.VARIABLE, "no")  # the page would try it with the real clock
    assert "오늘의 자동 복사본을 만들지 못했습니다" in visit("backups").said()
    own.copies_folder().unlink()
    monkeypatch.setenv(backups.VARIABLE, "yes")
    thread = backups.copy_of_the_day(own, now=NOW + dt.timedelta(minutes=61))
    assert thread is not None
    thread.join()
    assert backups.problems(own) == ()
    assert len(own.copies()) == 1
