"""What the store says about backups, restoring and copying."""

from __future__ import annotations

from kpi.core.errors import Finding, UserError, refuse
from kpi.core.text import LANGS, Text

_EXISTS = Text("'{path}' 파일이 이미 있습니다. 다른 이름을 쓰십시오.", "'{path}' exists already. Use another name.")
_UNWRITABLE = Text(
    "복사본을 '{path}' 자리에 쓸 수 없습니다({reason}). 폴더 권한을 확인하거나 다른 폴더를 쓰십시오.",
    "The copy cannot be written to '{path}' ({reason}). Check the folder's permissions or use another folder.",
)
_NO_ROOM = Text(
    "복사본을 만들 자리가 없습니다: {needed} MB 필요, {free} MB 남음. 저장소는 그대로입니다. 디스크를 비우고 다시 시도하십시오.",
    "There is no room for the copy: {needed} MB needed, {free} MB free. The store is untouched. Make room and try again.",
)
_COPY_DAMAGED = Text(
    "복사본 '{path}' 내용이 온전하지 않습니다: {detail} 다른 복사본을 쓰십시오.",
    "The copy '{path}' is not sound: {detail} Use another copy.",
)
_NO_COPY = Text("복사본 '{path}' 파일이 없습니다.", "There is no copy '{path}'.")
_NOT_A_COPY = Text(
    "'{path}' 파일은 이 프로그램의 저장소나 복사본이 아닙니다. backup 명령이나 '백업' 화면에서 만든 파일을 고르십시오.",
    "'{path}' is neither a store of this program nor a copy of one. Choose a file made by 'backup' or on the backups page.",
)
_NO_DUMP = Text(
    "PostgreSQL 저장소는 pg_dump로 백업합니다. 이 컴퓨터에 pg_dump가 없으니 데이터베이스 서버에서 실행하십시오: "
    "pg_dump --format=custom --file=kpi.dump 데이터베이스",
    "A PostgreSQL store is backed up with pg_dump, which this machine does not have. Run it on the database server: "
    "pg_dump --format=custom --file=kpi.dump DATABASE",
)
_DUMP_FAILED = Text("pg_dump 명령이 실패했습니다: {detail}", "pg_dump failed: {detail}")
_RESTORE_ELSEWHERE = Text(
    "PostgreSQL 저장소는 빈 데이터베이스를 만들어 되살린 뒤 KPI_STORE를 그 주소로 바꿉니다: createdb 새이름, "
    "pg_restore --dbname=새이름 kpi.dump",
    "A PostgreSQL store is restored into a new database, which KPI_STORE then names: createdb NEW, "
    "pg_restore --dbname=NEW kpi.dump",
)
_KEEPS_CHANGING = Text(
    "되살리는 동안 다른 사람이 계속 저장하고 있습니다. 아무것도 바꾸지 않았으니 잠시 뒤 다시 시도하십시오.",
    "Others keep saving while the copy is to be restored. Nothing was changed; try again in a moment.",
)
_IN_USE = Text(
    "손상된 저장소 파일을 바꿀 수 없습니다({reason}). 성과판을 멈추고 다시 시도하십시오.",
    "The damaged store's file cannot be replaced ({reason}). Stop the dashboard and try again.",
)
_NOT_EMPTY = Text(
    "'{url}' 저장소에 이미 자료가 있습니다. 빈 저장소로만 옮깁니다.",
    "The store '{url}' holds data already. Stores are copied into empty ones only.",
)


def backup_exists(path: str) -> UserError:
    """A backup never overwrites."""
    return refuse("backup_exists", _EXISTS, path=path)


def backup_unwritable(path: str, reason: str) -> UserError:
    """The folder does not take the copy."""
    return refuse("backup_unwritable", _UNWRITABLE, path=path, reason=reason)


def no_room(*, needed: int, free: int) -> UserError:
    """The disk would be filled to the brim; both in bytes."""
    return refuse("backup_no_room", _NO_ROOM, needed=-(-needed // 1_000_000), free=free // 1_000_000)


def copy_damaged(path: str, found: list[Finding]) -> UserError:
    """The copy does not pass its check; the first finding says why."""
    ko, en = (found[0].say(lang).replace("{", "(").replace("}", ")") for lang in LANGS)
    detail = Text(ko, en)
    return refuse("copy_damaged", _COPY_DAMAGED, path=path, detail=detail)


def no_copy(path: str) -> UserError:
    """There is no such file."""
    return refuse("no_copy", _NO_COPY, path=path)


def not_a_copy(path: str) -> UserError:
    """The file is something else."""
    return refuse("not_a_copy", _NOT_A_COPY, path=path)


def no_dump_program() -> UserError:
    """PostgreSQL has its own tool, and it is not here."""
    return refuse("backup_elsewhere", _NO_DUMP)


def dump_failed(detail: str) -> UserError:
    """PostgreSQL's own tool says no."""
    return refuse("dump_failed", _DUMP_FAILED, detail=detail)


def restore_elsewhere() -> UserError:
    """PostgreSQL has its own tool for this too."""
    return refuse("restore_elsewhere", _RESTORE_ELSEWHERE)


def keeps_changing() -> UserError:
    """Each safety copy was outdated before the restore could begin."""
    return refuse("store_busy", _KEEPS_CHANGING)


def store_in_use(reason: str) -> UserError:
    """The system does not let go of the damaged file."""
    return refuse("store_in_use", _IN_USE, reason=reason)


def copy_not_empty(url: str) -> UserError:
    """Somebody's data would be mixed with somebody else's."""
    return refuse("copy_not_empty", _NOT_EMPTY, url=url)
