"""Charts that can be edited in Hangul: the chart part of ECMA-376 that a HWPX package carries, without a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Cm

from kpi.core.text import Lang
from reports.model import Chart
from reports.pptx_charts import add_chart

_PLACE = (Cm(0), Cm(0), Cm(15), Cm(7))


def chart_parts(charts: Iterable[Chart], *, lang: Lang) -> Iterator[bytes]:
    """Yield the chart part (``c:chartSpace``) of every chart: what slides have, with its numbers inside it alone.

    A slide's chart points to a workbook in its package. A HWPX package has none: there the numbers kept in the part
    are the chart's data.
    """
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    for chart in charts:
        space: Any = add_chart(slide, chart, _PLACE, lang=lang)._chartSpace
        for outside in space.findall(qn("c:externalData")):
            space.remove(outside)
        _unbind(space)
        yield etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)


def _unbind(space: Any) -> None:
    """Make plain text of labels that follow cells: there are none here, and no other program may know them."""
    for extension in list(space.iter(qn("c:extLst"))):
        extension.getparent().remove(extension)
    for field in list(space.iter(qn("a:fld"))):
        field.tag = qn("a:r")
        field.attrib.clear()
        for inner in field.findall(qn("a:pPr")):
            field.remove(inner)
        label = next(field.iterancestors(qn("c:dLbl")))
        label.find(qn("c:showVal")).set("val", "1")
