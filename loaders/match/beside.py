"""Two tables of different forms side by side: no row of one is mixed with the columns of the other."""

from __future__ import annotations

from kpi.core.errors import Finding
from kpi.core.organisation import Register
from kpi.core.text import Text
from loaders.choice import Choice
from loaders.match.blocks import Block
from loaders.match.candidates import Candidate, readings_of
from loaders.match.header import read_header
from loaders.match.labels import letters
from loaders.match.sides import apart
from loaders.match.table import Part, Table
from loaders.source import Source

_BESIDE = Text(
    "'{sheet}' 시트에 표 둘이 나란히 있는 것으로 보입니다: {first}열부터 {one} 자료, {second}열부터 {other} 자료. 섞어 읽지 않으니 표를 시트 "
    "둘로 나누거나, 한쪽 표의 열을 빼고(명령줄: --drop 열이름) 읽으세요. 한 표라면 사이의 빈 열을 지우세요.",
    "Sheet '{sheet}' seems to hold two tables side by side: {one} from column {first}, {other} from column {second}. They are not "
    "mixed: put them on two sheets, or leave out the columns of one (command line: --drop COLUMN). If it is one table, delete the "
    "blank column between them.",
)


def beside(best: Candidate, wanted: tuple[Source, ...], choice: Choice, known: Register | None) -> list[Finding]:
    """Return an error where fields are read from both sides of a blank column and each side is a whole table by itself."""
    if len(best.table.parts) > 1:
        return []
    part = best.table.parts[0]
    places = dict(zip(part.header.labels, part.header.places, strict=True))
    read = [places[label] for label in best.matching.mapping.values() if label in places]
    if any(label in places for label in choice.columns.values()):
        return []
    whole: list[tuple[int, Candidate]] = []
    for side in apart(part.sheet, part.header.row):
        header = read_header(side, part.header.row)
        table = Table((Part(side, Block(header, part.block.last, (), part.block.first)),))
        dropped = set(choice.drop) >= set(header.labels)
        found = [] if dropped else [one for one in readings_of(table, wanted, choice, known) if not one.fit.missing]
        if found and any(place in header.places for place in read):
            whole.append((header.places[0], max(found, key=lambda one: one.rank)))
    if len(whole) < 2:
        return []
    (first, one), (second, other) = whole[:2]
    values = {
        "sheet": part.sheet.name,
        "first": letters(first),
        "second": letters(second),
        "one": one.source.name,
        "other": other.source.name,
    }
    cell = f"{letters(second)}{part.header.row}"
    return [Finding("error", "side_by_side", _BESIDE, values, sheet=part.sheet.name, row=part.header.row, cell=cell)]
