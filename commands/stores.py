"""The commands that fill, check, copy and move a whole store."""

from __future__ import annotations

import argparse

from commands.command import FAILED, Command, now, print_json, report, who
from kpi.core.errors import errors_of
from kpi.core.text import Lang, Text
from services.backups import Told, backed_up, copied, restored
from services.demo import fill_demo
from services.rebuild_said import faults_of, rebuilt
from services.stores import existing_store, open_store, url_for_demo

_DEMO = Text(
    "지어낸 시연용 자료를 넣었습니다(새 파일 {count}개). 보려면: --store {url}",
    "Made-up demo data are in ({count} new files). To see them: --store {url}",
)
_SOUND = Text("문제가 없습니다.", "Everything is in order.")
_BACKUP = Text(
    "만들 파일(없으면 저장소 옆 backups 폴더)", "the file to write (else in the folder backups beside the store)"
)
_COPY = Text("backup이 만든 파일", "a file that 'backup' made")
_FROM, _TO = Text("지금 저장소의 주소", "URL of the store"), Text("빈 저장소의 주소", "URL of the empty store")
_DRY = Text("바뀔 것만 보이고 저장하지 않습니다.", "only say what would change; nothing is stored")
_DEEP = Text("남긴 행에서 값을 다시 계산해 맞춰 봅니다.", "recompute the figures from the kept rows and compare")


def _demo(args: argparse.Namespace) -> int:
    store = open_store(url_for_demo(args.store))
    count = fill_demo(store, now=now())
    if args.json:
        print_json({"files": count, "store": store.url})
    else:
        print(_DEMO.say(args.lang, count=count, url=store.url))
    return 0


def _rebuild(args: argparse.Namespace) -> int:
    told, left = rebuilt(existing_store(args.store), dry=args.dry_run, lang=args.lang, who=who(), now=now())
    print_json(told) if args.json else print("\n".join(told["lines"]))
    report(left, args)
    return FAILED if left else 0


def _verify(args: argparse.Namespace) -> int:
    findings = faults_of(existing_store(args.store), deep=args.deep, who=who(), now=now())
    if findings:
        report(findings, args)
        return FAILED if errors_of(findings) else 0
    print_json({"ok": True}) if args.json else print(_SOUND.say(args.lang))
    return 0


def _tell(told: Told, args: argparse.Namespace) -> int:
    if args.json:
        print_json(told.record)
    else:
        print(told.message.say(args.lang, **told.values))
    return 0


def _add_dry_run(parser: argparse.ArgumentParser, lang: Lang) -> None:
    parser.add_argument("--dry-run", action="store_true", help=_DRY.say(lang))


def _add_deep(parser: argparse.ArgumentParser, lang: Lang) -> None:
    parser.add_argument("--deep", action="store_true", help=_DEEP.say(lang))


def _add_backup(parser: argparse.ArgumentParser, lang: Lang) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help=_BACKUP.say(lang))


def _add_restore(parser: argparse.ArgumentParser, lang: Lang) -> None:
    parser.add_argument("file", metavar="FILE", help=_COPY.say(lang))


def _add_copy(parser: argparse.ArgumentParser, lang: Lang) -> None:
    for name, about in (("origin", _FROM), ("target", _TO)):
        parser.add_argument(name, metavar=name.upper(), help=about.say(lang))


DEMO = Command("demo", Text("저장소에 지어낸 시연용 자료를 넣습니다.", "Put made-up demo data into the store."), _demo)
REBUILD = Command(
    "rebuild",
    Text("남긴 행으로 모든 값을 다시 계산합니다.", "Recompute everything from the kept rows."),
    _rebuild,
    _add_dry_run,
)
VERIFY = Command(
    "verify",
    Text("저장소의 자료가 온전한지 다시 셈해 봅니다.", "Count everything in the store again."),
    _verify,
    _add_deep,
)
BACKUP = Command(
    "backup",
    Text("저장소의 복사본을 만들고 확인합니다.", "Write and check a copy of the store."),
    lambda args: _tell(backed_up(existing_store(args.store), args.file, now=now()), args),
    _add_backup,
)
RESTORE = Command(
    "restore",
    Text(
        "복사본을 확인하고 저장소로 되살립니다. 그 전 저장소도 복사본으로 남깁니다.",
        "Check a copy and restore it; the former store is kept as a copy.",
    ),
    lambda args: _tell(restored(args.store, args.file, who=who(), now=now()), args),
    _add_restore,
)
COPY_STORE = Command(
    "copy-store",
    Text(
        "저장소 전체를 빈 저장소로 옮깁니다(SQLite, PostgreSQL).",
        "Copy a whole store into an empty one (SQLite, PostgreSQL).",
    ),
    lambda args: _tell(copied(args.origin, args.target), args),
    _add_copy,
)
