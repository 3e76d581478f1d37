"""The empty workbooks an office can start from, one per source."""

from __future__ import annotations

from kpi.core.errors import refuse
from kpi.core.text import Lang, Text
from loaders.source import sources
from loaders.template import template_workbook

_UNKNOWN = Text(
    "'{source}' 자료 종류가 없습니다. 쓸 수 있는 종류: {known}",
    "There is no kind of source '{source}'. There are: {known}",
)


def source_names() -> dict[str, Text]:
    """Return the name of every source by id."""
    return {source.id: source.name for source in sources().values()}


def template(source_id: str, *, lang: Lang) -> tuple[str, bytes]:
    """Return file name and xlsx bytes of a source's template.

    Raises
    ------
    UserError
        When there is no such source.
    """
    source = sources().get(source_id)
    if source is None:
        raise refuse("unknown_source", _UNKNOWN, source=source_id, known=", ".join(sources()))
    form = Text("서식", "template")
    return f"{source.name.say(lang)}_{form.say(lang)}.xlsx", template_workbook(source, lang=lang)
