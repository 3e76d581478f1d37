"""A hundred damaged and odd files, made anew from a seed: what a disk, a mail program or an export can do to a file."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator

from tests.loaders.shapes import Shaped, text, xlsx

MADE = 100
_ROWS = [
    ["연도", "부서", "친절성", "종합만족도"],
    *[["2025", f"{name}과", "4", "5"] for name in ("민원", "세무", "건축")],
]
_HTML = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in _ROWS)
_CELLS = "".join(
    "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>" for row in _ROWS
)
_SPREADSHEETML = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>'
    f"{_CELLS}</Table></Worksheet></Workbook>"
)


def good() -> dict[str, bytes]:
    """Return one sound file of each kind that can be written here."""
    sheet = Shaped("자료", _ROWS)
    return {
        "xlsx": xlsx([sheet, Shaped("둘", _ROWS)]),
        "cp949": text(sheet, encoding="cp949"),
        "utf-8": text(sheet, encoding="utf-8-sig"),
        "utf-16": text(sheet, encoding="utf-16", separator="\t"),
        "html": f"<html><meta charset='euc-kr'><table>{_HTML}</table></html>".encode("cp949"),
        "xml": _SPREADSHEETML.encode(),
    }


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, len(content))]


def _flipped(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 4, 40))):
        damaged[chance.randrange(len(damaged))] ^= chance.randrange(1, 256)
    return bytes(damaged)


def _hole(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content))
    length = chance.randrange(1, 600)
    return content[:start] + bytes(length) + content[start + length :]


def _doubled(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    return content[:end] + content[start:]


def _swapped(content: bytes, chance: random.Random) -> bytes:
    middle = chance.randrange(len(content))
    return content[middle:] + content[:middle]


def _inside(content: bytes, chance: random.Random) -> bytes:
    """Damage one part of a package; another file is damaged as it is."""
    if not content.startswith(b"PK"):
        return _flipped(content, chance)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as package:
        names = [name for name in source.namelist() if "sheet" in name or "String" in name or "workbook" in name]
        hurt = chance.choice(names)
        for name in source.namelist():
            part = source.read(name)
            package.writestr(name, chance.choice(_PLAIN)(part, chance) if name == hurt else part)
    return target.getvalue()


_PLAIN: tuple[Callable[[bytes, random.Random], bytes], ...] = (_cut, _flipped, _hole, _doubled, _swapped)
_WAYS = (*_PLAIN, _inside)


def bad_files(seed: int = 0, count: int = MADE) -> Iterator[tuple[str, bytes]]:
    """Yield (what was done, content); the same seed gives the same files."""
    kinds = good()
    for number in range(count):
        chance = random.Random(seed * 1_000_003 + number)
        kind, way = chance.choice(sorted(kinds)), chance.choice(_WAYS)
        yield f"{number}: {kind} {way.__name__.strip('_')}", way(kinds[kind], chance)
