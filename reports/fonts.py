"""The Korean font that pictures and PDF files embed: found on the machine, never shipped, never guessed."""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kpi.core.errors import refuse
from kpi.core.text import Text

VARIABLE = "KPI_FONT_DIR"
ABSENT = "□"
_BLANKS = frozenset("\n ")
OFFICE = "맑은 고딕"
"""The font that office files name; the machine that opens them has it, or one like it."""
_NO_FONT = Text(
    "PDF와 그림에 쓸 한글 글꼴이 없습니다. 나눔고딕을 설치하거나(데비안·우분투: apt-get install fonts-nanum), 글꼴이 든 폴더를 "
    "환경 변수 KPI_FONT_DIR에 적으세요. PowerPoint, Excel, HTML 파일은 글꼴 없이도 됩니다.",
    "There is no Korean font for PDF files and pictures. Install NanumGothic (Debian, Ubuntu: apt-get install fonts-nanum) "
    "or name its folder in the variable KPI_FONT_DIR. PowerPoint, Excel and HTML files work without it.",
)


@dataclass(frozen=True)
class KoreanFont:
    """A family as typesetting knows it, the folder with its files, and the letters it has."""

    family: str
    folder: str
    letters: frozenset[int]

    def holds(self, text: str) -> str:
        """Return the text with every letter that the font lacks as "□", so that nothing is silently lost."""
        lacking = {ord(letter) for letter in set(text) - _BLANKS} - self.letters
        return text.translate(dict.fromkeys(lacking, ABSENT)) if lacking else text


_KNOWN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "NanumGothic",
        "NanumGothic.ttf",
        (
            "/usr/share/fonts/truetype/nanum",
            "/usr/share/fonts/nanum",
            "/Library/Fonts",
            "~/Library/Fonts",
            "~/.fonts",
            "~/.local/share/fonts",
        ),
    ),
    ("Malgun Gothic", "malgun.ttf", ("C:/Windows/Fonts",)),
    ("Apple SD Gothic Neo", "AppleSDGothicNeo.ttc", ("/System/Library/Fonts",)),
)


@cache
def korean_font() -> KoreanFont:
    """Return the first known Korean font of this machine, the folder named by ``KPI_FONT_DIR`` first.

    Raises
    ------
    UserError
        ``no_font`` with what to install where there is none.
    """
    own = os.environ.get(VARIABLE)
    for family, file, folders in _KNOWN:
        for folder in ([own] if own else []) + list(folders):
            place = Path(folder).expanduser()
            if (place / file).is_file():
                return KoreanFont(family, str(place), letters_of(place / file))
    raise refuse("no_font", _NO_FONT)


def letters_of(file: Path) -> frozenset[int]:
    """Return the code points that a TrueType font (or the first of a collection) has glyphs for, by its cmap.

    Reads the Unicode subtables of formats 4 and 12: OpenType specification 1.9, "cmap".
    """
    font = file.read_bytes()
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    tables = struct.unpack_from(">H", font, start + 4)[0]
    places = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(start + 12, start + 12 + 16 * tables, 16)
    }
    cmap = places[b"cmap"]
    found: set[int] = set()
    for number in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        platform, _, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * number)
        at = cmap + offset
        read = _SUBTABLES.get(struct.unpack_from(">H", font, at)[0])
        if platform in (0, 3) and read is not None:
            found |= read(font, at)
    return frozenset(found)


def _segments(font: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)} - {0xFFFF}


def _groups(font: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">I", font, at + 12)[0]
    groups = (struct.unpack_from(">II", font, at + 16 + 12 * number) for number in range(count))
    return {code for first, last in groups for code in range(first, last + 1)}


_SUBTABLES = {4: _segments, 12: _groups}
