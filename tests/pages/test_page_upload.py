"""A file in, by the upload page: matched, corrected, checked, saved once, undone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

ENDED = "끝난 때"


def petitions(*, ended: str = "처리일시", hours: int = 3, broken: bool = False) -> bytes:
    lines = [f"접수번호,담당부서,민원사무명,접수일시,{ended},처리기한"]
    for year in (2023, 2024):
        for number in range(40):
            start = dt.datetime(year, 1 + number % 12, 2 + number % 20, 9, 30)
            end = start + dt.timedelta(days=number % 5, hours=hours)
            due = start + dt.timedelta(days=7)
            done = "2023-02-30" if broken and number == 3 else f"{end:%Y-%m-%d %H:%M}"
            task = ("건축신고", "여권발급")[number % 2]
            lines.append(f"{year}-{number:04d},민원과,{task},{start:%Y-%m-%d %H:%M},{done},{due:%Y-%m-%d}")
    return "\n".join(lines).encode("cp949")


def choose(opened: Any, name: str, content: bytes) -> Any:
    opened.at.file_uploader[0].upload(name, content)
    return opened.run()


def save(opened: Any) -> Any:
    opened.at.button(key="save").click()
    return opened.run()


def field(at: Any, name: str) -> Any:
    return next(box for box in at.selectbox if str(box.key).endswith(f":field:{name}"))


@pytest.fixture
def opened(visit: Any, shown_empty: Path) -> Any:
    return visit("upload")


def test_a_file_is_recognised_checked_and_saved(opened: Any) -> None:
    at = choose(opened, "처리대장.csv", petitions())
    assert field(at, "completed_at").value == "처리일시"
    assert "오류가 없습니다" in [box.proto.title for box in at.success]
    save(opened)
    assert any("80행을 저장했습니다" in box.value for box in opened.at.success)
    assert "처리대장.csv" in opened.said()
    opened.turn_to("overview")
    assert any(metric.label.endswith("평균 처리기간") and metric.value != "–" for metric in opened.at.metric)


def test_a_column_that_was_not_recognised_can_be_chosen(opened: Any) -> None:
    at = choose(opened, "처리대장.csv", petitions(ended=ENDED))
    field(at, "completed_at").select(ENDED)
    at = opened.run()
    assert field(at, "completed_at").value == ENDED
    assert field(at, "received_at").value == "접수일시"
    save(opened)
    assert any("저장했습니다" in box.value for box in opened.at.success)


def test_an_error_is_shown_with_its_row_and_nothing_can_be_saved(opened: Any) -> None:
    at = choose(opened, "처리대장.csv", petitions(broken=True))
    assert "고칠 곳" in at.error[0].proto.title
    first = opened.listed()[0]
    assert first.startswith("● 오류")
    assert [part for part in ("'처리일시' 열", "E5, E45", "'2023-02-30'") if part not in first] == []
    assert "save" not in [button.key for button in at.button]


def test_the_same_content_twice_is_refused(opened: Any) -> None:
    choose(opened, "처리대장.csv", petitions())
    save(opened)
    choose(opened, "같은 것.csv", petitions())
    assert [box.proto.title for box in opened.at.error] == ["저장할 수 없습니다"]
    assert [box.value for box in opened.at.success] == []
    assert "이미 저장되어 있습니다" in opened.listed()[0]
    assert "save" not in [button.key for button in opened.at.button]


def test_a_corrected_file_says_what_it_changes_before_it_is_saved(opened: Any) -> None:
    choose(opened, "처리대장.csv", petitions())
    save(opened)
    at = choose(opened, "고친 대장.csv", petitions(hours=4))
    counts = {metric.label: metric.value for metric in at.metric}
    assert counts == {"새 행": "0", "바뀌는 행": "80", "그대로": "0", "없어지는 행": "0"}
    headlines = next(frame.value for frame in at.dataframe if "저장 전" in frame.value.columns)
    assert (headlines["저장 전"] != headlines["저장 후"]).all()


def test_an_upload_can_be_taken_back_and_put_back(opened: Any) -> None:
    choose(opened, "처리대장.csv", petitions())
    save(opened)
    opened.at.button(key="undo:1").click()
    opened.run()
    assert "되돌림" in opened.said()
    assert "· 화면" in opened.said()
    opened.at.button(key="undo:1").click()
    opened.run()
    assert "반영 중" in opened.said()


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02 nothing", b"PK\x03\x04 broken", "머리글만\n".encode()])
def test_a_file_that_cannot_be_read_is_refused_in_words(opened: Any, content: bytes) -> None:
    at = choose(opened, "이상한 파일.xlsx", content)
    assert at.error
    assert "save" not in [button.key for button in at.button]


def test_headers_and_cells_that_look_like_markup_do_nothing(opened: Any) -> None:
    hostile = "![x](http://evil.example/x.png)"
    content = petitions().decode("cp949").replace("처리기한", f'"{hostile}"').encode("cp949")
    choose(opened, f"{hostile}.csv".replace("/", "_"), content)
    assert hostile not in "\n".join(
        element.value for kind in ("markdown", "caption") for element in opened.at.get(kind)
    )
    assert [box.label for box in opened.at.selectbox if "![" in box.label] == []


def test_a_department_nobody_registered_is_added_only_by_a_decision(opened: Any) -> None:
    choose(opened, "처리대장.csv", petitions())
    save(opened)
    content = petitions().decode("cp949").replace("민원과", "새로운과").replace("2024-", "2025-").encode("cp949")
    at = choose(opened, "새 부서.csv", content)
    assert "save" not in [button.key for button in at.button]
    assert [box.proto.title for box in at.info] == ["답을 기다립니다"]
    box = next(box for box in at.selectbox if str(box.key).endswith("department:새로운과"))
    box.select("")
    at.button(key=next(button.key for button in at.button if str(button.key).endswith(":submit"))).click()
    at = opened.run()
    assert [box for box in at.error] == []
    assert "'새로운과' 이름을 새로 등록함" in opened.said()
    assert "save" in [button.key for button in at.button]
