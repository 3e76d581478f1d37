"""Labels that stand over several columns: which columns, which is read, and whether that can be known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpi.core.errors import Finding
from kpi.core.text import Text
from loaders.match.labels import letters

if TYPE_CHECKING:
    from loaders.match.candidates import Candidate

COMPARED_ROWS = 400
_DUPLICATE = Text(
    "'{label}' 머리글이 {columns}열에 되풀이됩니다. 따로 두었습니다: {named}. 읽은 열: {read}",
    "The header '{label}' stands over the columns {columns}. They were kept apart: {named}. Read: {read}",
)
_WHICH = Text(
    "'{label}' 머리글이 {columns}열에 되풀이되는데 값이 서로 다릅니다. '{field_name}' 항목으로 읽을 열을 지정하세요: {named}",
    "The header '{label}' stands over the columns {columns} with different values. Name the one to be read as "
    "'{field_name}': {named}",
)


def duplicates(best: Candidate) -> list[Finding]:
    """Return a note for each label that stands over several columns: which ones, and which is read.

    A warning where the columns say different things and one of them is read. An error where it also says whose a row is,
    or of when: tables side by side, a department of receipt and one of handling.
    """
    header, found = best.header, []
    fields = {label: name for name, label in best.matching.mapping.items()}
    for label in header.labels:
        again = [one for one in header.labels if one != label and _counted(one, label)]
        if not again or any(one in melt.used for melt in best.melts for one in (label, *again)):
            continue
        named = [label, *again]
        places = {one: letters(at) for one, at in zip(header.labels, header.places, strict=True)}
        values: dict[str, Any] = {
            "label": label,
            "columns": ", ".join(places[one] for one in named),
            "named": _quoted(named),
        }
        field = next((fields[one] for one in named if one in fields), "")
        differ = bool(field) and field not in best.matching.named and _differ(best, named)
        if differ and _is_key(best, field):
            values["field_name"] = best.source.by_name[field].label
            found.append(Finding("error", "which_column", _WHICH, values, row=header.row, column=label))
            continue
        values["read"] = _quoted([one for one in named if one in fields]) or "-"
        found.append(
            Finding(
                "warning" if differ else "note", "duplicate_header", _DUPLICATE, values, row=header.row, column=label
            )
        )
    return found


def _is_key(best: Candidate, field: str) -> bool:
    """Return whether a field says whose a row is, or of when."""
    known = best.source.by_name.get(field)
    return known is not None and (known.kind == "period" or field in ("department", "departments"))


def _differ(best: Candidate, labels: list[str]) -> bool:
    """Return whether columns say different things in one row."""
    frame = best.table.rows(most=COMPARED_ROWS).frame
    texts = [frame[label].str.strip() for label in labels]
    first = texts[0]
    return any(bool((first.ne("") & other.ne("") & first.ne(other)).any()) for other in texts[1:])


def _counted(label: str, first: str) -> bool:
    """Return whether a label is the second or a further one of its name."""
    rest = label.removeprefix(first)
    return rest != label and rest.startswith(" (") and rest.endswith(")") and rest[2:-1].isdigit()


def _quoted(labels: list[str]) -> str:
    return ", ".join(f"'{label}'" for label in labels)
