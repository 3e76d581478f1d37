"""Damaged ods, xls and xlsb files end in a table or in a finding: flipped bytes, holes, huge numbers, cut ends."""

import io
import random
import zipfile

import pytest

from kpi.core.errors import UserError
from tests.loaders.locked_files import container, workbook_stream
from tests.loaders.test_read_other_kinds import cell, ods, read_bytes
from tests.loaders.test_read_xlsb import real, row, styles, text, xlsb

FILES = 150
HUGE = (b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\0", b"\0\0\0\x80")


def sound(kind: str) -> bytes:
    if kind == "ods":
        cells = cell("float", "1", "1") + cell("date", "2025-03-04", "4. 3.") + cell("time", "PT8H17M", "8:17")
        return ods(f'<table:table-row table:number-rows-repeated="3">{cells}</table:table-row>')
    if kind == "xlsb":
        return xlsb(row(0) + text(0, "점수") + real(1, 4.5) + row(1) + real(0, 3), styled=styles(14, 10))
    return container(workbook_stream())


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return bytes of which some are others, are missing, or say that something is huge."""
    at = chance.randrange(len(content))
    match chance.randrange(4):
        case 0:
            return content[:at]
        case 1:
            return content[:at] + bytes(chance.randrange(256) for _ in range(4)) + content[at + 4 :]
        case 2:
            return content[:at] + chance.choice(HUGE) + content[at + 4 :]
        case _:
            return content[:at] + content[at + chance.randrange(1, 60) :]


def inside(content: bytes, chance: random.Random) -> bytes:
    """Return a package with one part damaged and sound otherwise; another file damaged as it is."""
    if not content.startswith(b"PK"):
        return damaged(content, chance)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as package:
        hurt = chance.choice(source.namelist())
        for name in source.namelist():
            part = source.read(name)
            package.writestr(name, damaged(part, chance) if name == hurt else part)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["ods", "xls", "xlsb"])
def test_damaged_files_are_read_or_refused_in_words(tmp_path, kind):
    good, outcomes = sound(kind), set()
    assert read_bytes(tmp_path, good).grids
    for seed in range(FILES):
        chance = random.Random(seed)
        try:
            content = read_bytes(tmp_path, chance.choice((damaged, inside))(good, chance))
            outcomes.add(content.kind)
        except UserError as refused:
            outcomes |= {"refused", *(bool(finding.say("ko") and finding.say("en")) for finding in refused.findings)}
    assert {kind, "refused", True} <= outcomes
    assert False not in outcomes
