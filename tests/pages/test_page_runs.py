"""Every page runs: without data, with data, in both languages, and from any link."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from kpi.core.indicator import indicators
from kpi.core.published import CASES
from services import stores

PAGES = {
    "overview": ("종합 현황", "Overview"),
    "smile": ("친절", "Smile"),
    "speed": ("간편 · 신속", "Simple · Speed"),
    "collaboration": ("유연 · 능동", "Soft · Smart"),
    "compare": ("비교", "Compare"),
    "report": ("보고서", "Report"),
    "upload": ("자료 올리기", "Upload data"),
    "backups": ("백업", "Backups"),
    "registers": ("부서·업무 명부", "Departments and tasks"),
    "targets": ("목표", "Targets"),
    "settings": ("설정", "Settings"),
    "methods": ("지표 설명", "Methods"),
}
LANGS = ("ko", "en")
MADE_UP = {"ko": "시연용 자료", "en": "Demo data"}
NO_DATA = {"ko": "아직 저장된 자료가 없습니다", "en": "Nothing is stored yet"}


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_runs_without_data_and_says_what_to_do(visit: Any, shown_empty: Path, lang: str) -> None:
    opened = visit(lang=lang)
    for page, titles in PAGES.items():
        at = opened.turn_to(page)
        assert at.title[0].value.startswith(titles[LANGS.index(lang)])
        assert NO_DATA[lang] in opened.said()
        assert MADE_UP[lang] not in opened.said()


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_runs_on_the_demo_and_says_that_it_is_made_up(visit: Any, shown_demo: Path, lang: str) -> None:
    opened = visit(lang=lang)
    for page, titles in PAGES.items():
        at = opened.turn_to(page)
        assert titles[LANGS.index(lang)] in at.title[0].value
        assert MADE_UP[lang] in opened.said()


def test_the_overview_has_a_card_for_each_of_the_five_s(visit: Any, shown_demo: Path) -> None:
    at = visit().at
    assert [metric.label.split(" · ")[0] for metric in at.metric] == ["친절", "간편", "유연", "신속", "능동"]
    assert all(metric.value for metric in at.metric)


@pytest.mark.parametrize(("lang", "word"), [("ko", "검증"), ("en", "Verify")])
def test_the_button_of_the_methods_page_computes_every_published_case_again(
    visit: Any, shown_empty: Path, lang, word
) -> None:
    opened = visit("methods", lang=lang)
    button = opened.at.button(key="verify")
    assert button.label == f"{word} {len(CASES)}/{len(CASES)}"
    button.click()
    at = opened.run()
    figures = sum(len(case.printed) for case in CASES)
    (said,) = at.success
    assert re.findall(r"\d+", said.value) == [str(len(CASES)), str(len(CASES)), str(figures)]


def test_the_methods_page_defines_every_indicator(visit: Any, shown_empty: Path) -> None:
    at = visit("methods").at
    labels = " ".join(expander.label for expander in at.expander).replace("\\", "")
    assert [item.id for item in indicators().values() if item.name.ko not in labels] == []


@pytest.mark.parametrize(
    "link",
    [
        {"from": "abc", "to": "1", "vs": "foo", "by": "decade", "kpi": "nothing", "open": "...", "lang": "xx"},
        {"from": "1950", "to": "1960"},
        {"from": "2099"},
        {"vs": "1950"},
        {"open": "2024.없는부서"},
        {"by": "month", "kpi": "satisfaction"},
        {"task": "과태료 의견진술", "dept": "문화체육과", "by": "month"},
    ],
)
@pytest.mark.parametrize("page", ["overview", "speed"])
def test_no_link_breaks_a_page(visit: Any, shown_demo: Path, link: dict[str, str], page: str) -> None:
    visit(page, **link)


def test_a_link_to_an_unknown_department_shows_everything_and_says_so(visit: Any, shown_demo: Path) -> None:
    opened = visit(dept="![x](http://evil)과", task="없는 업무")
    assert "주소에 있는 이름을 찾을 수 없어" in opened.said()
    assert "![x](" not in opened.said()
    assert opened.at.selectbox(key="filter_department").value == ""
    assert opened.link == {}


def test_a_store_that_cannot_be_opened_is_said_in_words(
    visit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no_database.sqlite").write_bytes(b"this is no database" * 100)
    monkeypatch.setenv(stores.VARIABLE, stores.sqlite_url(tmp_path / "no_database.sqlite"))
    stores.open_store.cache_clear()
    opened = visit()
    assert [box.proto.title for box in opened.at.error] == ["자료 저장소를 쓸 수 없습니다"]
    assert "no_database.sqlite" in opened.listed()[0]
