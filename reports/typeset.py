"""Typesetting with typst: files stay in memory, fonts come from one folder, a warning is an error."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from kpi.core.errors import refuse
from kpi.core.text import Text
from reports.fonts import korean_font

STANDARDS = ["a-2b", "ua-1"]
TEMPLATE = Path(__file__).resolve().parent / "report.typ"
_FAILED = Text(
    "문서를 짜지 못했습니다({reason}). 다른 형식(PowerPoint, Excel, HTML)으로 받고, 이 글을 관리자에게 알리세요.",
    "The document could not be typeset ({reason}). Take another format (PowerPoint, Excel, HTML) and report this message.",
)
_SHEETS = """#set page(width: auto, height: auto, margin: 0pt)
#let names = json("names.json")
#for (place, name) in names.enumerate() { if place > 0 { pagebreak() }; image(name) }
"""


def document(drawings: Mapping[str, str], data: Mapping[str, Any]) -> bytes:
    """Return the PDF of our template filled with the data; ``drawings`` are the SVG files it names.

    Raises
    ------
    UserError
        ``no_font``, or ``not_typeset`` when a letter has no glyph or the standards cannot be met.
    """
    source = TEMPLATE.read_bytes()
    font = korean_font()
    given = {name: font.holds(drawing).encode() for name, drawing in drawings.items()}
    given["data.json"] = font.holds(json.dumps(data, ensure_ascii=False)).encode()
    return _compiled({"main.typ": source, **given}, format="pdf", pdf_standards=STANDARDS)[0]


def pictures(drawings: Sequence[str], *, scale: float = 2.0) -> list[bytes]:
    """Return SVG drawings as PNG pictures, ``scale`` times their size in pixels, all in one go.

    Those of the last two reports are kept: several formats have the same ones.

    Raises
    ------
    UserError
        ``no_font``, or ``not_typeset``.
    """
    return list(_pictures(tuple(drawings), scale)) if drawings else []


@lru_cache(maxsize=2)
def _pictures(drawings: tuple[str, ...], scale: float) -> tuple[bytes, ...]:
    names = [f"{place}.svg" for place in range(len(drawings))]
    font = korean_font()
    files = dict(zip(names, (font.holds(drawing).encode() for drawing in drawings), strict=True))
    files |= {"main.typ": _SHEETS.encode(), "names.json": json.dumps(names).encode()}
    return tuple(_compiled(files, format="png", ppi=96.0 * scale))


def _compiled(files: dict[str, bytes], **options: Any) -> list[bytes]:
    font = korean_font()
    paths: dict[str, Any] = {
        "font_paths": [font.folder],
        "ignore_system_fonts": True,
        "sys_inputs": {"font": font.family},
    }
    try:
        compiled: Any = typst.compile_with_warnings  # its types do not know files in memory
        made, warnings = compiled(files, timestamp=0, **paths, **options)
    except typst.TypstError as error:
        raise refuse("not_typeset", _FAILED, reason=str(error).splitlines()[0][:200]) from error
    missing = [str(warning.message) for warning in warnings]
    if missing:
        raise refuse("not_typeset", _FAILED, reason=missing[0][:200])
    return made if isinstance(made, list) else [made]
