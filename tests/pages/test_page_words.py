"""What people wrote is shown as it is and does nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pages.parts.words import WORD_JOINER, on_page, plain

HOSTILE = [
    "![x](http://evil.example/x.png)",
    "[누르세요](http://evil.example)",
    "<img src=http://evil.example/x.png>",
    ":material/home: :red[빨강] :smile:",
    "# 제목",
    "1. 목록",
    "~~지움~~ 10~20점, 5~6점",
    "$x^2$ *굵게* _기울임_ `코드`",
    "첫 줄\n- 둘째 줄",
]


def shown(text: str) -> str:
    html = MarkdownIt("commonmark", {"html": True}).enable("strikethrough").render(plain(text))
    return re.sub(r"^<p>|</p>\n$", "", html)


@pytest.mark.parametrize("text", HOSTILE)
def test_user_text_becomes_no_markup(text: str) -> None:
    assert "<" not in shown(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_colon_begins_no_icon_or_colour(text: str) -> None:
    assert not re.search(r":(?=[a-z])", plain(text).replace(f":{WORD_JOINER}", ""))


@given(st.text())
def test_user_text_keeps_its_letters(text: str) -> None:
    kept = plain(text).replace(WORD_JOINER, "").replace("\\", "")
    assert kept == " ".join(text.split()).replace("\\", "")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("열을 지정하세요(명령줄: --map task='민원(종류)'). 아니면 빼세요.", "열을 지정하세요. 아니면 빼세요."),
        ("say so (command line, for example: --map a=b / --source c).", "say so."),
        ("비워 두도록(--leave-blank '과(팀)') 정하세요.", "비워 두도록 정하세요."),
        ("거꾸로 지정하세요(가장 나쁜 답 5, 명령줄: --scale 5..1).", "거꾸로 지정하세요(가장 나쁜 답 5)."),
        ("('Do not read it' on the page, --drop on the command line)", "('Do not read it' on the page)"),
        ("처리기간(일) 열이 없습니다(5행).", "처리기간(일) 열이 없습니다(5행)."),
    ],
)
def test_a_page_says_nothing_of_what_is_typed_on_the_command_line(said: str, shown: str) -> None:
    assert on_page(said) == shown
