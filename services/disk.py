"""Files on the user's disk: read and written in one place, and every refusal in words."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import cast, get_args

from kpi.core.errors import UserError, refuse
from kpi.core.text import Text
from loaders.gate.files import Limits, named, refuse_too_large
from loaders.personal.masks import masked
from services.pictures import ChartFormat

_NO_FILE = Text("파일이 없습니다: {path}", "There is no such file: {path}")
_FOLDER = Text("폴더입니다. 파일 이름을 쓰세요: {path}", "This is a folder; name a file: {path}")
_NO_PLAIN_FILE = Text(
    "파일이 아니라 장치나 통로라서 읽지 않습니다: {path}", "This is a device or a pipe and no file: {path}"
)
_EMPTY_FOLDER = Text("폴더에 파일이 없습니다: {path}", "There is no file in this folder: {path}")
_UNREADABLE = Text("파일을 읽을 수 없습니다({reason}): {path}", "The file cannot be read ({reason}): {path}")
_UNWRITABLE = Text("파일을 쓸 수 없습니다({reason}): {path}", "The file cannot be written ({reason}): {path}")
_NO_FORMAT = Text(
    "그림 파일 '{path}'의 끝이 {known} 가운데 하나여야 합니다.", "The file '{path}' must end in one of {known}."
)


def file_content(path: str, *, limits: Limits | None = None) -> tuple[str, bytes]:
    """Return name (NFC) and bytes of a file.

    Raises
    ------
    UserError
        When there is no such file, it is a folder or a device, larger than the limit, or it may not be read.
    """
    place = Path(path)
    name = shown_name(path)
    try:
        if place.is_dir():
            raise refuse("is_a_folder", _FOLDER, file=name, path=masked(path))
        size = place.stat().st_size
        if not place.is_file():
            raise refuse("no_plain_file", _NO_PLAIN_FILE, file=name, path=masked(path))
        with named(name):
            refuse_too_large(size, limits)
        return name, place.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise refuse("no_file", _NO_FILE, file=name, path=masked(path)) from None
    except (OSError, ValueError) as error:
        raise _refused("unreadable", _UNREADABLE, path, error) from None


def shown_name(path: str) -> str:
    """Return the name of a file (NFC) as people read it, also where the disk has it in cp949 instead of UTF-8.

    Personal data in it are covered.
    """
    raw = os.fsencode(Path(path).name or path)
    for encoding in ("utf-8", "cp949"):
        try:
            return masked(unicodedata.normalize("NFC", raw.decode(encoding)))
        except UnicodeDecodeError:
            continue
    return masked(raw.decode("utf-8", "replace"))


def paths_of(path: str) -> list[str]:
    """Return the files a path stands for: itself, or every file in the folder and the folders in it, in order.

    Hidden files and the lock files of Office ("~$...") are none of the user's.

    Raises
    ------
    UserError
        When a folder holds no file.
    """
    place = Path(path)
    try:
        if not place.is_dir():
            return [path]
        inside = [file for file in sorted(place.rglob("*")) if file.is_file() and not _is_hidden(file, place)]
    except (OSError, ValueError) as error:
        raise _refused("unreadable", _UNREADABLE, path, error) from None
    if not inside:
        raise refuse("empty_folder", _EMPTY_FOLDER, file=shown_name(path), path=masked(path))
    return [str(file) for file in inside]


def _is_hidden(file: Path, folder: Path) -> bool:
    parts = file.relative_to(folder).parts
    return any(part.startswith(".") for part in parts) or file.name.startswith("~$")


def make_folder(path: str) -> None:
    """Make a folder, and those above it, where there is none.

    Raises
    ------
    UserError
        When it cannot be made.
    """
    try:
        Path(path).mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise _refused("unwritable", _UNWRITABLE, path, error) from None


def write_file(path: str, content: bytes) -> None:
    """Write a whole file.

    Raises
    ------
    UserError
        When it cannot be written.
    """
    try:
        Path(path).write_bytes(content)
    except (OSError, ValueError) as error:
        raise _refused("unwritable", _UNWRITABLE, path, error) from None


def format_of(path: str) -> ChartFormat:
    """Return what kind of file a chart goes out as, by the ending of its name.

    Raises
    ------
    UserError
        When charts have no such files.
    """
    ending = Path(path).suffix.lower().removeprefix(".")
    if ending not in get_args(ChartFormat):
        known = ", ".join(f".{form}" for form in get_args(ChartFormat))
        raise refuse("bad_option", _NO_FORMAT, path=masked(path), known=known)
    return cast("ChartFormat", ending)


def _refused(code: str, message: Text, path: str, error: Exception) -> UserError:
    reason = getattr(error, "strerror", None) or str(error)
    return refuse(code, message, file=shown_name(path), path=masked(path), reason=reason)
