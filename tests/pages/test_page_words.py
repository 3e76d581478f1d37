"""What people wrote is shown as it is and does nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pages.parts.words import WORD_JOINER, plain

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
