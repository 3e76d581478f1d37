"""Which uploads numbers rest on, in words: beside the rows of an answer, and as a list of the uploads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from data.store import Store
from kpi.core import formats
from kpi.core.text import Lang, Text
from services.history import entries
from services.history_said import source_name, stale_words
from services.provenance import Provenance, Use, provenance
from services.results import Ask

SOURCE_HEADINGS: dict[str, Text] = {
    "id": Text("번호", "No."),
    "file": Text("파일", "File"),
    "source": Text("종류", "Kind"),
    "at": Text("저장", "Saved"),
    "who": Text("저장한 사람", "By"),
    "rows": Text("쓰인 자료", "Used"),
    "stale": Text("다시 계산할 까닭", "To recompute"),
}


def with_sources(store: Store, ask: Ask, records: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return records of an answer with ``uploads`` ("3 5" for the value, " | 2" for the period its change compares with,
    " | 1 2 3" for its index) and ``used``: upload -> cases of the value, as a JSON object has them.
    """
    found = provenance(store, ask, records)
    return [
        {**record, "uploads": numbers(one), "used": {str(use.upload): use.rows for use in one.value}}
        for record, one in zip(records, found, strict=True)
    ]


def numbers(found: Provenance) -> str:
    """Return the numbers of the uploads in one line: value | change | index, parts without any left out at the end."""
    parts = [" ".join(str(use.upload) for use in part) for part in (found.value, found.change, found.index)]
    while parts and not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def source_rows(store: Store, records: Iterable[Mapping[str, Any]], lang: Lang) -> list[dict[str, str]]:
    """Return every upload that some record (see ``with_sources``) names, with how many of its cases are in the values.

    Of several indicators, the one that uses the most of it.
    """
    named: set[int] = set()
    used: dict[tuple[int, str], float] = {}
    for record in records:
        named |= {int(number) for number in str(record["uploads"]).replace("|", " ").split()}
        for number, count in record["used"].items():
            place = int(number), str(record["indicator"])
            used[place] = used.get(place, 0.0) + count
    most = {number: max((count for (one, _), count in used.items() if one == number), default=0.0) for number in named}
    return use_rows(store, [Use(number, most[number]) for number in sorted(named)], lang)


def use_rows(store: Store, found: Iterable[Use], lang: Lang) -> list[dict[str, str]]:
    """Return uses of uploads as rows of a table: which file, who, when, how much of it is used."""
    known = {entry.upload.id: entry for entry in entries(store)}
    rows = []
    for use in found:
        upload = known[use.upload].upload
        rows.append(
            {
                "id": str(upload.id),
                "file": upload.file_name,
                "source": source_name(upload, lang),
                "at": formats.moment_text(upload.at, lang),
                "who": upload.who,
                "rows": formats.number(use.rows, 0 if use.rows.is_integer() else 1, lang),
                "stale": stale_words(known[use.upload], lang),
            }
        )
    return rows
