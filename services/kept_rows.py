"""The kept rows of an upload as a file again, and what of the original is not among them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

import pandas as pd

from data.store import Store
from kpi.core import formats
from kpi.core.errors import refuse
from kpi.core.text import Lang, Text
from loaders.source import ITEM, sources
from reports.names import safe_file_name
from reports.rows import rows_csv, rows_xlsx
from services.uploads import Upload, list_uploads

RowsFormat = Literal["csv", "xlsx"]
_BOOKKEEPING = ("row_key",)
"""What makes a row the same row in a corrected file: a hash that says nothing to people."""
_LABELS = {
    "row_number": Text("행", "Row"),
    "claim_start": Text("귀속 기간의 첫날", "First day of its period"),
    "department": Text("부서", "Department"),
    "period_months": Text("기간(개월)", "Months of its period"),
    "pillar": Text("5S", "Pillar"),
}
_TITLE = Text("업로드 {id}번 '{file}' ({at}, {who})", "Upload {id} '{file}' ({at}, {who})")
_LEFT_OUT = Text(
    "파일에 있었지만 저장하지 않은 열(선언하지 않은 열, 개인정보): {columns}",
    "In the file and never stored (columns not declared, personal data): {columns}",
)
_NOTHING_LEFT = Text("읽은 표의 모든 열이 들어 있습니다.", "Every column of the table is here.")
_HASHED = Text(
    "되돌릴 수 없는 부호로만 저장한 열: {columns}", "Kept only as a code that cannot be turned back: {columns}"
)
_ANSWERS = Text(
    "결측 코드와 고친 칸은 읽은 그대로입니다: 원본 파일이 아니라 저장한 행입니다.",
    "Codes for missing answers and corrected cells are as they were read: these are the stored rows, not the file.",
)
_SHEET, _ABOUT = Text("저장한 행", "Kept rows"), Text("설명", "About")
_NO_FORMAT = Text("'{path}'의 끝이 .csv 또는 .xlsx여야 합니다.", "'{path}' must end in .csv or .xlsx.")
_NO_UPLOAD = Text("{id}번 업로드가 없습니다.", "There is no upload {id}.")


@dataclass(frozen=True)
class LeftOut:
    """Columns of the file that were never stored, and those of which only a hash was, by their labels there."""

    columns: tuple[str, ...]
    hashed: tuple[str, ...]

    def lines(self, lang: Lang) -> tuple[str, ...]:
        """Return it in sentences."""
        said = [_LEFT_OUT.say(lang, columns=", ".join(self.columns)) if self.columns else _NOTHING_LEFT.say(lang)]
        if self.hashed:
            said.append(_HASHED.say(lang, columns=", ".join(self.hashed)))
        return (*said, _ANSWERS.say(lang))


def upload_of(store: Store, upload_id: int) -> Upload:
    """Return one upload. UserError: ``no_upload``."""
    for upload in list_uploads(store):
        if upload.id == upload_id:
            return upload
    raise refuse("no_upload", _NO_UPLOAD, id=upload_id)


def left_out(upload: Upload) -> LeftOut:
    """Return what of the file's columns is not among the kept rows."""
    mapped = upload.mapping.get("columns", {})
    labels = (upload.form or {}).get("labels", ())
    source = sources().get(upload.source)
    ids = [name for name in mapped if source and name in source.by_name and source.by_name[name].kind == "id"]
    return LeftOut(
        columns=tuple(str(label) for label in labels if label and label not in mapped.values()),
        hashed=tuple(mapped[name] for name in ids),
    )


def rows_format(path: str) -> RowsFormat:
    """Return what kind of file the rows go out as, by the ending of its name. UserError: ``bad_option``."""
    ending = Path(path).suffix.lower().removeprefix(".")
    if ending not in get_args(RowsFormat):
        raise refuse("bad_option", _NO_FORMAT, path=path)
    return cast("RowsFormat", ending)


def rows_name(upload: Upload, form: RowsFormat) -> str:
    """Return the name of the file."""
    return safe_file_name(f"{upload.id}", Path(upload.file_name).stem, extension=form)


def kept_rows_file(store: Store, upload_id: int, form: RowsFormat, lang: Lang) -> bytes:
    """Return the kept rows of an upload, whether it counts or not, under the labels they had in the file.

    CSV is the rows alone; the workbook says on a first sheet what was left out. Text that a spreadsheet would run as a
    formula is kept from that in both.

    Raises
    ------
    UserError
        ``no_upload``.
    """
    upload = upload_of(store, upload_id)
    first = next(store.upload_row_parts(upload_id))
    names = [str(name) for name in first.columns if name not in _BOOKKEEPING]
    labels = [_label(name, upload, lang) for name in names]
    if form == "csv":
        return rows_csv(labels, _rows(store, upload_id, names))
    about = {"id": upload.id, "file": upload.file_name, "at": formats.moment_text(upload.at, lang), "who": upload.who}
    return rows_xlsx(
        labels,
        _rows(store, upload_id, names),
        sheet=_SHEET.say(lang),
        about=(_TITLE.say(lang, **about), *left_out(upload).lines(lang)),
        about_sheet=_ABOUT.say(lang),
    )


def _label(name: str, upload: Upload, lang: Lang) -> str:
    mapped = upload.mapping.get("columns", {})
    if name in mapped:
        return str(mapped[name])
    source = sources().get(upload.source)
    declared = source.by_name.get(name) if source else None
    known = _LABELS.get(name) or (declared.label if declared else None)
    return known.say(lang) if known else name.removeprefix(ITEM)


def _rows(store: Store, upload_id: int, names: list[str]) -> Iterator[tuple[str | float | None, ...]]:
    for part in store.upload_row_parts(upload_id):
        columns = [[_plain(value) for value in part[name].tolist()] for name in names]
        yield from zip(*columns, strict=True)


def _plain(value: Any) -> str | float | None:
    if value is None or value != value:
        return None
    if isinstance(value, pd.Timestamp | dt.date):
        return f"{value:%Y-%m-%d}"
    return value if isinstance(value, int | float) else str(value)
