"""What the store says when it cannot do what it was asked."""

from __future__ import annotations

import datetime as dt

from kpi.core import formats
from kpi.core.errors import UserError, refuse
from kpi.core.text import Text

_UNKNOWN_ADDRESS = Text(
    "저장소 주소 '{url}' 형식을 알 수 없습니다. 예: sqlite:///data/local/kpi.sqlite, postgresql://사용자@서버/데이터베이스",
    "The store's address '{url}' is not understood. Examples: sqlite:///data/local/kpi.sqlite, postgresql://user@host/database",
)
_BUSY = Text(
    "다른 작업이 저장소에 쓰고 있습니다. 저장하지 않았으니 잠시 뒤 다시 시도하십시오.",
    "Somebody else is writing to the store. Nothing was stored; try again in a moment.",
)
_FULL = Text(
    "저장할 자리가 없습니다. 저장하지 않았으니 디스크를 비우고 다시 시도하십시오.",
    "The disk is full. Nothing was stored; make room and try again.",
)
_READ_ONLY = Text(
    "저장소 '{url}' 파일이 읽기 전용이라 쓸 수 없습니다. 아무것도 바꾸지 않았습니다. 파일과 폴더의 쓰기 권한을 이 프로그램을 켠 사용자에게 주십시오.",
    "The store '{url}' cannot be written to (read-only). Nothing was changed. Give the user who runs this program the right "
    "to write to the file and its folder.",
)
_DISK_FAILS = Text(
    "저장소 '{url}' 디스크에서 읽거나 쓰지 못했습니다({detail}). 저장하지 않았습니다. 남은 자리, 사용 한도, 디스크 상태를 확인하고 다시 시도하십시오.",
    "The disk of the store '{url}' could not be read or written ({detail}). Nothing was stored. Check free room, quota and the "
    "disk itself, then try again.",
)
_NO_STORE = Text(
    "저장소 '{url}' 파일이 아직 없습니다. 주소(--store, KPI_STORE)를 확인하거나, load 명령으로 첫 파일을 저장하십시오.",
    "There is no store '{url}' yet. Check the address (--store, KPI_STORE), or store a first file with 'load'.",
)
_UNREACHABLE = Text(
    "저장소 '{url}' 연결이 되지 않습니다. 주소, 폴더 권한, 서버 상태를 확인하십시오.",
    "The store '{url}' cannot be reached. Check the address, the folder's permissions and the server.",
)
_NOT_A_STORE = Text(
    "'{url}' 파일은 이 프로그램의 저장소가 아닙니다. 다른 주소를 쓰십시오.",
    "'{url}' is not a store of this program. Use another address.",
)
_DAMAGED = Text(
    "데이터베이스 파일이 손상되었습니다: {detail}. '백업' 화면이나 restore 명령으로 복사본을 되살리십시오. 지금 파일도 남겨 둡니다.",
    "The database file is damaged: {detail}. Restore a copy on the backups page or with 'restore'; the present file is kept.",
)
_NEWER = Text(
    "저장소 '{url}' 구조가 이 프로그램보다 새것({found})입니다. 프로그램을 새 판으로 바꾸십시오.",
    "The store '{url}' is newer ({found}) than this program. Update the program.",
)
_ALREADY_THERE = Text(
    "같은 내용이 이미 저장되어 있습니다: 업로드 {id}번 '{file_name}' ({at}, {who}). 저장하지 않았습니다.",
    "The same content is already stored: upload {id} '{file_name}' ({at}, {who}). Nothing was stored.",
)
_OVERLAP = Text(
    "'{department}' 부서의 {period} 자료가 업로드 {id}번 '{file_name}' ({at}, {who}) 자료와 기간이나 부서 구분이 다르게 "
    "겹칩니다. 그 업로드를 먼저 철회하십시오.",
    "Department '{department}', {period}, overlaps upload {id} '{file_name}' ({at}, {who}) with other periods or "
    "departments. Withdraw that upload first.",
)
_OVERLAP_INSIDE = Text(
    "파일 안에서 '{department}' 부서의 {period} 기간이 다른 기간이나 전체 부서 자료와 겹칩니다. 겹치지 않게 나누어 올리십시오.",
    "Inside the file, department '{department}', {period}, overlaps another period or a row for all departments. "
    "Split it so that nothing overlaps.",
)
_MOVED_ON = Text(
    "계산하는 동안 저장소의 자료가 바뀌었습니다. 아무것도 바꾸지 않았으니 다시 하십시오.",
    "The store changed while this was computed. Nothing was changed; do it again.",
)
_NOTHING = Text("저장할 내용이 없습니다.", "There is nothing to store.")
_NO_UPLOAD = Text("업로드 {id}번 자료가 없습니다.", "There is no upload {id}.")
_WITHDRAWN = Text(
    "업로드 {id}번은 이미 철회되었습니다 ({at}, {who}).",
    "Upload {id} is already withdrawn ({at}, {who}).",
)
_NOT_WITHDRAWN = Text("업로드 {id}번은 철회되지 않았습니다.", "Upload {id} is not withdrawn.")
_ALIAS_TAKEN = Text(
    "'{name}' 이름은 같은 기간에 '{unit}' 이름으로 이미 쓰이고 있습니다.",
    "The name '{name}' already means '{unit}' in the same period.",
)
_UNKNOWN_UNIT = Text(
    "'{name}' 이름과 같다고 한 '{unit}' 이름이 등록부에 없습니다. 파일을 다시 점검하십시오.",
    "'{name}' was said to be '{unit}', which is not in the register. Check the file again.",
)
_NO_UNIT = Text("등록부에 {id}번 항목이 없습니다.", "The register has no entry {id}.")
_SHARES = Text(
    "승계를 저장하지 않았습니다. 같은 날 같은 곳으로 한 번만, 몫은 0보다 크고 합이 1 이하가 되게 고치십시오.",
    "The succession was not stored. Hand over once a day to the same unit, with shares above 0 that add up to 1 at most.",
)


def unknown_address(url: str) -> UserError:
    """Neither a SQLite file nor a PostgreSQL database."""
    return refuse("unknown_address", _UNKNOWN_ADDRESS, url=url)


def busy() -> UserError:
    """Another writer took too long."""
    return refuse("store_busy", _BUSY)


def full() -> UserError:
    """No room on the disk."""
    return refuse("store_full", _FULL)


def unreachable(url: str) -> UserError:
    """The database does not answer or the file cannot be opened."""
    return refuse("store_unreachable", _UNREACHABLE, url=url)


def disk_fails(url: str, detail: str) -> UserError:
    """The system gives an error of the disk itself, or of a quota."""
    return refuse("store_disk", _DISK_FAILS, url=url, detail=detail)


def read_only(url: str) -> UserError:
    """The file, its folder or the disk does not take anything."""
    return refuse("store_read_only", _READ_ONLY, url=url)


def no_store(url: str) -> UserError:
    """There is no file yet, and looking at it must not make one."""
    return refuse("no_store", _NO_STORE, url=url)


def not_a_store(url: str) -> UserError:
    """The file is something else."""
    return refuse("not_a_store", _NOT_A_STORE, url=url)


def damaged(detail: str) -> UserError:
    """The database itself says that its file is broken."""
    return refuse("store_damaged", _DAMAGED, detail=detail)


def newer_store(url: str, found: str) -> UserError:
    """A newer program has migrated the store."""
    return refuse("store_is_newer", _NEWER, url=url, found=found)


def already_there(upload_id: int, *, file: str, file_name: str, at: dt.datetime, who: str) -> UserError:
    """The same content is active; ``file`` is the new one, ``file_name`` the stored one."""
    return refuse(
        "already_there", _ALREADY_THERE, file=file, id=upload_id, file_name=file_name, at=formats.moment(at), who=who
    )


def overlapping_claims(
    upload_id: int, *, file: str, department: str, period: str, file_name: str, at: dt.datetime, who: str
) -> UserError:
    """Two files claim the same months in ways that cannot both hold."""
    place = {"file": file, "department": department, "period": period, "file_name": file_name}
    return refuse("overlapping_claims", _OVERLAP, id=upload_id, at=formats.moment(at), who=who, **place)


def overlapping_inside(*, file: str, department: str, period: str) -> UserError:
    """One file claims the same months twice."""
    return refuse("overlapping_claims", _OVERLAP_INSIDE, file=file, department=department, period=period)


def nothing_to_store(file: str) -> UserError:
    """No cell came out of the file."""
    return refuse("nothing_to_store", _NOTHING, file=file)


def no_upload(upload_id: int) -> UserError:
    """The id is unknown."""
    return refuse("no_upload", _NO_UPLOAD, id=upload_id)


def already_withdrawn(upload_id: int, *, at: dt.datetime, who: str) -> UserError:
    """It was withdrawn before."""
    return refuse("already_withdrawn", _WITHDRAWN, id=upload_id, at=formats.moment(at), who=who)


def not_withdrawn(upload_id: int) -> UserError:
    """Only a withdrawn upload can come back."""
    return refuse("not_withdrawn", _NOT_WITHDRAWN, id=upload_id)


def alias_taken(name: str, unit: str) -> UserError:
    """The name means another unit already."""
    return refuse("alias_taken", _ALIAS_TAKEN, name=name, unit=unit)


def unknown_unit(name: str, unit: str) -> UserError:
    """A name of a file stands for a unit that is not there (any more)."""
    return refuse("unit_unknown", _UNKNOWN_UNIT, name=name, unit=unit, value=unit)


def no_unit(unit_id: int) -> UserError:
    """The register does not have it."""
    return refuse("no_unit", _NO_UNIT, id=unit_id)


def bad_shares() -> UserError:
    """A unit hands over more than all it has, nothing, to itself, or twice."""
    return refuse("bad_shares", _SHARES)


def moved_on() -> UserError:
    """Say that what is to be saved was computed from an earlier state of the store."""
    return refuse("moved_on", _MOVED_ON)
