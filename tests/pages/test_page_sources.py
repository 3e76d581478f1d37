"""Every kind of file that there is a template for is named where files are asked for."""

from __future__ import annotations

from kpi.core.text import Lang
from pages.parts import choosing, empty
from services.templates import source_names


def test_the_chooser_and_the_empty_page_name_every_kind_of_file() -> None:
    lang: Lang = "ko"
    names = [name.say(lang) for name in source_names().values()]
    assert names
    for text in (choosing.FILES_TAKEN, empty.FILES_WANTED):
        assert [name for name in names if name not in text.say(lang)] == []
