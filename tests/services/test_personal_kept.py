"""From the file to the store: no finding, sample, log or stored row shows a registration number."""

from __future__ import annotations

import datetime as dt
import json
import logging

import pytest

from kpi.core.errors import UserError
from services.check import Choice, check
from services.load import load
from services.stores import open_store
from services.uploads import list_uploads

NOW = dt.datetime(2026, 11, 22, 9, 0)
HEADER = "접수번호,민원명,담당부서,접수일시,완료일시,비고"
RESIDENT, BARE, PHONE = "900101-1234568", "9001011234568", "010-1234-5678"
SECRETS = ("1234568", "234568", "1234-5678", "12345678")


@pytest.fixture
def store(tmp_path):
    opened = open_store(f"sqlite:///{tmp_path / 'kpi.sqlite'}")
    yield opened
    opened.close()


def text(*notes: str, task: str = "여권 발급", number: str = "") -> bytes:
    rows = [
        f"{number or at},{task},민원과,2024-03-0{4 + at} 09:00,2024-03-0{4 + at} 11:00,{note}"
        for at, note in enumerate(notes)
    ]
    return "\n".join([HEADER, *rows]).encode()


def shown(checked) -> str:
    """Return everything of a checked file that anybody sees or that is stored."""
    batch = checked.batch
    stored = (
        [] if batch is None else [batch.rows.to_csv(), json.dumps(batch.mapping, ensure_ascii=False), batch.file_name]
    )
    said = [json.dumps(checked.as_dict(lang), ensure_ascii=False) for lang in ("ko", "en")]
    kept = [json.dumps(one.to_json(), ensure_ascii=False) for one in checked.findings]
    return "\n".join([*said, *kept, *stored, str(checked.sample), str(checked.findings), str(checked.labels)])


@pytest.mark.parametrize(
    "content",
    [
        text(RESIDENT, "-"),
        text(BARE, "-"),
        text(f"홍길동 {PHONE}", "-"),
        text("-", task=f"여권 {PHONE}"),
        text("-", number=RESIDENT),
        text("-").replace("비고".encode(), RESIDENT.encode()),
        text("-").replace(b"2024-03-04 11:00", RESIDENT.encode()),
        text("-", f"{RESIDENT},{BARE}"),
        f"명단,{RESIDENT}\n이것은 표가 아님,{PHONE}\n".encode(),
    ],
)
def test_nothing_shows_a_number_of_a_person(store, content, caplog, capsys):
    with caplog.at_level(logging.DEBUG):
        checked = check(store, content, "대장.csv", choice=Choice(), now=NOW)
        if not checked.ok:
            with pytest.raises(UserError):
                load(store, checked, who="tester", now=NOW)
            assert store.is_empty()
    printed = capsys.readouterr()
    everything = "\n".join([shown(checked), caplog.text, printed.out, printed.err])
    assert [secret for secret in SECRETS if secret in everything] == []


def test_a_dropped_column_is_not_stored_and_the_decision_is(store):
    content = text(RESIDENT, "-")
    assert not check(store, content, "대장.csv", choice=Choice(), now=NOW).ok
    checked = check(store, content, "대장.csv", choice=Choice(drop=("비고",)), now=NOW)
    assert checked.ok, [finding.line("ko") for finding in checked.findings]
    load(store, checked, who="tester", now=NOW)
    upload = list_uploads(store)[0]
    assert upload.mapping["drop"] == ["비고"]
    assert [secret for secret in SECRETS if secret in shown(checked) + store.upload_rows(upload.id).to_csv()] == []


def test_who_declares_a_column_harmless_is_on_record(store):
    checked = check(store, text("240315-1234568", "-"), "대장.csv", choice=Choice(harmless=("비고",)), now=NOW)
    assert checked.ok, [finding.line("ko") for finding in checked.findings]
    load(store, checked, who="kim", now=NOW)
    upload = list_uploads(store)[0]
    assert (upload.mapping["harmless"], upload.who) == (["비고"], "kim")


def test_a_number_in_the_name_of_the_file_is_covered_in_the_store(store):
    checked = check(store, text("-"), f"대장 {RESIDENT}.csv", choice=Choice(), now=NOW)
    assert checked.ok
    load(store, checked, who="tester", now=NOW)
    upload = list_uploads(store)[0]
    assert upload.file_name == "대장 900101-1******.csv"
    assert "234568" not in str(upload) + str(checked.findings)
