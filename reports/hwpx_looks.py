"""Letters, paragraphs and borders of a Hangul document by what they are for, as officials write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FONTS: Mapping[str, dict[str, Any]] = {
    "title": {"font": "HY헤드라인M", "size": 20},
    "chapter": {"font": "HY헤드라인M", "size": 16},
    "number": {"font": "HY헤드라인M", "size": 16, "color": "#FFFFFF"},
    "level1": {"font": "HY헤드라인M", "size": 14},
    "level2": {"font": "함초롬바탕", "size": 13},
    "note": {"font": "맑은 고딕", "size": 10, "color": "#475467"},
    "caption": {"font": "맑은 고딕", "size": 12, "bold": True},
    "unit": {"font": "맑은 고딕", "size": 10},
    "head": {"font": "맑은 고딕", "size": 9, "bold": True},
    "head small": {"font": "맑은 고딕", "size": 8, "bold": True},
    "head smaller": {"font": "맑은 고딕", "size": 7.5, "bold": True},
    "cell": {"font": "맑은 고딕", "size": 9},
    "cell small": {"font": "맑은 고딕", "size": 8},
    "cell smaller": {"font": "맑은 고딕", "size": 7.5},
    "up": {"font": "맑은 고딕", "size": 9, "color": "#0000C0"},
    "up small": {"font": "맑은 고딕", "size": 8, "color": "#0000C0"},
    "up smaller": {"font": "맑은 고딕", "size": 7.5, "color": "#0000C0"},
    "down": {"font": "맑은 고딕", "size": 9, "color": "#C00000"},
    "down small": {"font": "맑은 고딕", "size": 8, "color": "#C00000"},
    "down smaller": {"font": "맑은 고딕", "size": 7.5, "color": "#C00000"},
    "box": {"font": "맑은 고딕", "size": 11},
    "page": {"font": "맑은 고딕", "size": 8, "color": "#475467"},
}
FORMATS: Mapping[str, dict[str, Any]] = {
    "center": {"alignment": "CENTER", "line_spacing_percent": 130},
    "right": {"alignment": "RIGHT", "line_spacing_percent": 130},
    "left": {"alignment": "LEFT", "line_spacing_percent": 130},
    "box": {"alignment": "LEFT", "line_spacing_percent": 150, "indent_left_mm": 5, "first_line_indent_mm": -5},
    "caption": {"alignment": "CENTER", "line_spacing_percent": 150, "spacing_before_pt": 6, "keep_with_next": True},
    "under": {"alignment": "CENTER", "line_spacing_percent": 150},
    "unit": {"alignment": "RIGHT", "line_spacing_percent": 120, "keep_with_next": True},
    "picture": {"alignment": "CENTER", "line_spacing_percent": 100, "keep_with_next": True},
    "level1": {"alignment": "LEFT", "line_spacing_percent": 160, "spacing_before_pt": 8, "keep_with_next": True},
    "level2": {
        "alignment": "JUSTIFY",
        "line_spacing_percent": 160,
        "indent_left_mm": 7.5,
        "first_line_indent_mm": -5.5,
        "keep_with_next": True,
    },
    "level3": {
        "alignment": "JUSTIFY",
        "line_spacing_percent": 160,
        "indent_left_mm": 12,
        "first_line_indent_mm": -4.5,
        "keep_with_next": True,
    },
    "note": {"alignment": "LEFT", "line_spacing_percent": 130},
    "apart": {"alignment": "LEFT", "line_spacing_percent": 100, "page_break_before": True},
}
BORDERS: Mapping[str, dict[str, Any]] = {
    "line": {"border_color": "#000000", "border_width": "0.12 mm"},
    "head": {"border_color": "#000000", "border_width": "0.12 mm", "fill_color": "#DFE6F7"},
    "title": {"border_color": "#1F4E79", "border_width": "0.5 mm", "fill_color": "#F5F8FC"},
    "number": {"border_color": "#000080", "border_width": "0.12 mm", "fill_color": "#000080"},
    "none": {"active_borders": []},
}
