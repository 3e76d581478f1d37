"""Text on slides: Korean fonts that really apply, sizes that fit, places measured in shares of the slide."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Literal
from zipfile import BadZipFile

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Cm, Emu, Pt

from charts.words import width
from kpi.core.errors import refuse
from kpi.core.text import Text
from reports.fonts import OFFICE
from reports.safe import printable

Align = Literal["left", "center", "right"]
NAVY, INK, MUTED, AMBER = "1B389A", "101828", "475467", "C2610C"
_ALIGN = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_SMALL = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_NO_TEMPLATE = Text(
    "서식 파일을 PowerPoint 파일(.pptx)로 읽을 수 없습니다. PowerPoint에서 .pptx로 다시 저장해 쓰세요.",
    "The template cannot be read as a PowerPoint file. Save it again as .pptx in PowerPoint.",
)


def opened(template: bytes | None) -> Any:
    """Return an empty presentation, wide and in Korean fonts; or the template without its slides.

    Raises
    ------
    UserError
        ``bad_template`` when the bytes are no presentation.
    """
    if template is None:
        made = Presentation()
        made.slide_width, made.slide_height = Cm(33.867), Cm(19.05)
        _theme_fonts(made)
        return made
    try:
        made = Presentation(io.BytesIO(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError, etree.XMLSyntaxError) as error:
        raise refuse("bad_template", _NO_TEMPLATE) from error
    for slide in list(made.slides._sldIdLst):
        made.part.drop_rel(slide.rId)
        made.slides._sldIdLst.remove(slide)
    return made


def title_only(presentation: Any) -> Any:
    """Return the layout with a title and nothing else to fill; else the one with the fewest places."""

    def others(layout: Any) -> tuple[bool, int]:
        kinds = [place.placeholder_format.type for place in layout.placeholders]
        return not any(kind in _TITLES for kind in kinds), sum(kind not in (*_TITLES, *_SMALL) for kind in kinds)

    return min(presentation.slide_layouts, key=others)


def fill(
    frame: Any,
    texts: Sequence[str],
    *,
    size: float,
    bold: bool = False,
    colour: str = INK,
    align: Align = "left",
    korean: bool = True,
) -> None:
    """Fill a text frame with paragraphs; ``korean`` names the Korean font (a template has its own)."""
    frame.word_wrap = True
    for number, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = _ALIGN[align]
        run = paragraph.add_run()
        run.text = printable(text)
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = colour_of(colour)
        if korean:
            name_font(run._r.get_or_add_rPr())


def fill_key(frame: Any, entries: Sequence[tuple[str, str, str]], *, size: float, korean: bool = True) -> None:
    """Fill a text frame with one line that says what marks mean: (mark, its colour, word) each, at the right."""
    frame.word_wrap = True
    paragraph = frame.paragraphs[0]
    paragraph.alignment = _ALIGN["right"]
    for number, (mark, colour, word) in enumerate(entries):
        for text, ink in ((mark, colour), (f" {word}{'' if number == len(entries) - 1 else '    '}", MUTED)):
            run = paragraph.add_run()
            run.text, run.font.size = printable(text), Pt(size)
            run.font.color.rgb = colour_of(ink)
            if korean:
                name_font(run._r.get_or_add_rPr())


def colour_of(code: str) -> Any:
    """Return the library's colour of "1B389A" or "#1B389A"."""
    maker: Any = RGBColor  # its types say nothing of its own constructor
    return maker.from_string(code.removeprefix("#"))


def box(slide: Any, place: tuple[float, float, float, float], size: tuple[int, int]) -> Any:
    """Return the frame of a new text box; ``place`` is left, top, width, height in shares of the slide."""
    made = slide.shapes.add_textbox(*emu(place, size))
    frame = made.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.TOP
    return frame


def emu(place: tuple[float, float, float, float], size: tuple[int, int]) -> tuple[Emu, Emu, Emu, Emu]:
    """Return a place in the unit of the file."""
    left, top, wide, high = place
    return Emu(int(left * size[0])), Emu(int(top * size[1])), Emu(int(wide * size[0])), Emu(int(high * size[1]))


def fitting(texts: Sequence[str], room: tuple[float, float], *, largest: float, least: float) -> float:
    """Return the largest size in points at which the texts fit into a room of that many points across and down."""
    size = largest
    while size > least:
        if filled_lines(texts, size, room[0]) * size * 1.3 + len(texts) * size * 0.3 <= room[1]:
            return size
        size -= 0.5
    return least


def filled_lines(texts: Sequence[str], size: float, across: float) -> int:
    """Return how many lines texts of that size take in so many points."""
    return sum(max(1, -(-int(width(text, size)) // max(int(across), 1))) for text in texts)


def name_font(properties: Any, name: str = OFFICE) -> None:
    """Name the font for Latin, Korean and complex letters: naming it for Latin alone leaves Hangul in another one."""
    for tag in ("a:latin", "a:ea", "a:cs"):
        for element in properties.findall(qn(tag)):
            properties.remove(element)
    for tag in ("a:latin", "a:ea", "a:cs"):
        etree.SubElement(properties, qn(tag)).set("typeface", name)


def _theme_fonts(presentation: Any, name: str = OFFICE) -> None:
    for master in presentation.slide_masters:
        part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        theme = etree.fromstring(part.blob)
        for kind in ("a:majorFont", "a:minorFont"):
            for fonts in theme.iter(qn(kind)):
                for tag in ("a:latin", "a:ea"):
                    fonts.find(qn(tag)).set("typeface", name)
        part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)
