"""Next year's file of the same form needs no decision; a changed form says what changed."""

import datetime as dt

import pytest

from kpi.core.errors import UserError
from services.check import Choice, check
from services.forms import remembered
from services.load import load
from services.stores import open_store
from services.uploads import withdraw

NOW = dt.datetime(2026, 11, 22, 9, 0)
NEXT_YEAR = dt.datetime(2027, 1, 20, 9, 0)
HEADER = "번호,서비스구분,소관,등록,종결처리,최종수정,법정\n"
COLUMNS = {"task": "서비스구분", "department": "소관", "received_at": "등록", "completed_at": "종결처리"}


def petitions(year, header=HEADER, more=""):
    return header + (
        f"1,여권 발급,민원과,{year}-03-05 09:00,{year}-03-05 11:00,{year}-03-06,7일{more}\n"
        f"2,건축 신고,건축과,{year}-03-06 09:00,{year}-03-07 14:00,{year}-03-08,5일{more}\n"
    )


@pytest.fixture
def store(usual_url):
    opened = open_store(usual_url)
    yield opened
    opened.close()


def checked(store, text, name="대장.csv", now=NOW, **choice):
    return check(store, text.encode("cp949"), name, choice=Choice(**choice), now=now)


def loaded(store, text, name="대장.csv", **choice):
    found = checked(store, text, name, **choice)
    assert found.ok, [finding.line("en") for finding in found.findings]
    return load(store, found, who="kim", now=NOW).upload_id


def codes(found):
    return [finding.code for finding in found.findings]


def one(found, code):
    return next(finding for finding in found.findings if finding.code == code)


def test_the_same_form_needs_no_decision_next_year(store):
    assert not checked(store, petitions(2024)).ok
    first = loaded(store, petitions(2024), "2024.csv", source="processing_records", columns=COLUMNS)
    found = checked(store, petitions(2025), "2025.csv", now=NEXT_YEAR)
    assert found.ok, [finding.line("en") for finding in found.findings]
    assert COLUMNS.items() <= found.mapping.items()
    assert {choice.field: (choice.why, choice.confidence) for choice in found.fields}["completed_at"] == (
        "remembered",
        1,
    )
    note = one(found, "form_remembered")
    assert (note.severity, note.values["file_name"], note.values["day"]) == ("note", "2024.csv", "2026-11-22")
    assert found.remembered is not None
    assert (found.remembered.upload_id, found.remembered.exact) == (first, True)
    assert found.choice == Choice()
    load(store, found, who="lee", now=NEXT_YEAR)
    again = checked(store, petitions(2026), "2026.csv", now=NEXT_YEAR)
    assert (again.ok, again.remembered.file_name) == (True, "2025.csv")


def test_the_analysts_word_wins_over_what_is_remembered_and_fresh_ignores_it(store):
    loaded(store, petitions(2024), source="processing_records", columns=COLUMNS)
    found = checked(store, petitions(2025), columns={"completed_at": "최종수정"})
    assert found.mapping["completed_at"] == "최종수정"
    assert found.mapping["received_at"] == "등록"
    assert {choice.field: choice.why for choice in found.fields}["completed_at"] == "named"
    fresh = checked(store, petitions(2025), fresh=True)
    assert (fresh.ok, fresh.remembered) == (False, None)


def test_the_order_of_columns_and_the_years_in_their_labels_do_not_matter(store):
    text = "부서(2024. 12. 31. 기준),만족도\n민원과,5\n건축과,4\n민원과,3\n"
    loaded(store, text, source="satisfaction_survey", year=2024, scale=(1.0, 5.0), missing=("9",))
    found = checked(store, "만족도,부서(2025. 12. 31. 기준)\n5,민원과\n2,건축과\n9,건축과\n", year=2025)
    assert found.ok, [finding.line("en") for finding in found.findings]
    assert found.remembered.exact
    assert found.mapping["department"] == "부서(2025. 12. 31. 기준)"
    assert (found.used.scale, found.used.missing) == ((1.0, 5.0), ("9",))
    assert "척도 1~5" in one(found, "form_remembered").say("ko")
    assert "no_year" in codes(checked(store, text.replace("2024", "2025")))


def test_a_changed_form_says_which_columns_came_went_and_were_renamed(store):
    loaded(store, petitions(2024), "2024.csv", source="processing_records", columns=COLUMNS)
    header = "번호,서비스구분,소관,등록,종결처리일,법정\n"
    text = header + "1,여권 발급,민원과,2025-03-05 09:00,2025-03-05 11:00,7일\n"
    found = checked(store, text, columns={"completed_at": "종결처리일"})
    assert found.ok, [finding.line("en") for finding in found.findings]
    warning = one(found, "form_changed")
    assert warning.severity == "warning"
    assert (found.remembered.added, found.remembered.removed) == ((), ("최종수정",))
    assert found.remembered.renamed == (("종결처리", "종결처리일"),)
    assert found.mapping["received_at"] == "등록"
    assert "'종결처리 → 종결처리일'" in warning.say("ko")


def test_a_form_with_several_renamed_columns_is_a_changed_one_and_never_the_same(store):
    before = "접수번호,담당부서,민원사무명,접수일시,처리일시,처리상태\n"
    row = "1,민원과,여권 발급,{0}-03-05 09:00,{0}-03-05 11:00,완료\n"
    loaded(store, before + row.format(2024))
    after = "접수번호,처리부서,민원사무명,접수일시,처리완료일시,처리상태,만족도\n"
    found = checked(store, after + row.format(2025).replace("완료", "완료,5"))
    assert not found.remembered.exact
    assert found.remembered.renamed == (("처리일시", "처리완료일시"),)
    assert (found.remembered.added, found.remembered.removed) == (("처리부서", "만족도"), ("담당부서",))
    assert "form_changed" in codes(found)


def test_a_column_that_was_read_last_year_can_be_left_out(store):
    loaded(store, petitions(2024), source="processing_records", columns=COLUMNS)
    found = checked(store, petitions(2025), drop=("소관",))
    assert (found.ok, "department" in found.mapping) == (True, False)


def test_another_form_is_not_remembered(store):
    loaded(store, petitions(2024), source="processing_records", columns=COLUMNS)
    other = "연도,부서,만족도\n2025,민원과,4\n2025,민원과,5\n"
    assert checked(store, other, scale=(1.0, 5.0)).remembered is None


def test_withdrawn_uploads_are_forgotten_and_the_newest_is_remembered(store):
    first = loaded(store, petitions(2023), "2023.csv", source="processing_records", columns=COLUMNS)
    second = loaded(store, petitions(2024), "2024.csv", columns={**COLUMNS, "statutory_period": "법정"})
    found = checked(store, petitions(2025))
    assert (found.remembered.upload_id, found.mapping.get("statutory_period")) == (second, "법정")
    withdraw(store, second, who="kim", now=NOW)
    assert checked(store, petitions(2025)).remembered.upload_id == first
    withdraw(store, first, who="kim", now=NOW)
    assert checked(store, petitions(2025)).remembered is None


def test_a_column_left_unread_or_dropped_stays_so(store):
    header = "접수번호,민원명,담당부서,접수일시,완료일시,처리기한\n"
    rows = "1,여권,민원과,2024-03-05 09:00,2024-03-05 11:00,2024-03-08\n"
    loaded(store, header + rows, columns={"deadline": ""})
    found = checked(store, header + rows.replace("2024", "2025"))
    assert "deadline" not in found.mapping
    assert found.batch.mapping["unread"] == ["deadline"]
    assert "deadline" in checked(store, header + rows.replace("2024", "2025"), fresh=True).mapping


def test_items_that_were_found_by_themselves_are_found_again_in_a_changed_form(store):
    text = "연도,부서,친절성,신속성\n2024,민원과,5,4\n2024,민원과,4,3\n"
    loaded(store, text, scale=(1.0, 5.0))
    found = checked(store, "연도,부서,친절성,신속성,편리성\n2025,민원과,5,4,3\n2025,민원과,4,3,2\n")
    assert found.remembered.added == ("편리성",)
    assert "item:편리성" in found.mapping


def test_labels_alone_are_enough_to_ask_for_the_remembered_form(store):
    number = loaded(store, petitions(2024), source="processing_records", columns=COLUMNS)
    labels = HEADER.strip().split(",")
    assert remembered(store, labels).upload_id == number
    assert remembered(store, labels[:5], source="processing_records").removed == ("최종수정", "법정")
    assert remembered(store, labels[:5], source="satisfaction_survey") is None
    assert remembered(store, ["가", "나"]) is None


def test_the_remembered_form_does_not_make_another_upload_of_the_same_content(store):
    loaded(store, petitions(2024), source="processing_records", columns=COLUMNS)
    found = checked(store, petitions(2024), "사본.csv")
    assert found.ok
    with pytest.raises(UserError) as refused:
        load(store, found, who="kim", now=NOW)
    assert refused.value.findings[0].code == "already_there"


def test_items_that_an_analyst_declared_stay_all_the_items_there_are(store):
    text = "연도,부서,가점,나점\n2024,민원과,5,4\n2024,민원과,4,3\n"
    items = {"item:가점": "가점", "item:나점": "나점"}
    loaded(store, text, source="satisfaction_survey", scale=(1.0, 5.0), columns=items)
    same = checked(store, text.replace("2024", "2025"))
    assert items.items() <= same.mapping.items()
    load(store, same, who="kim", now=NOW)
    found = checked(store, "연도,부서,가점,나점,친절성\n2026,민원과,5,4,3\n2026,민원과,4,3,2\n")
    assert [name for name in found.mapping if name.startswith("item:")] == list(items)
    assert found.remembered.added == ("친절성",)


def test_a_remembered_form_that_no_longer_helps_is_left_aside(store):
    header = "접수번호,민원명,담당부서,접수일시,완료일시\n"
    loaded(store, header + "1,여권,민원과,2024-03-05 09:00,2024-03-05 11:00\n", header_row=1)
    above = "\n".join(f"머리말 {number}" for number in range(70)) + "\n"
    found = checked(store, above + header + "1,여권,민원과,2025-03-05 09:00,2025-03-05 11:00\n", header_row=71)
    assert found.ok, [finding.line("en") for finding in found.findings]
    assert found.header_row == 71


def test_the_answers_of_a_form_are_those_of_this_file_where_it_says_otherwise(store):
    text = "연도,부서,만족도\n2024,민원과,5\n2024,민원과,4\n"
    loaded(store, text, scale=(1.0, 5.0), missing=("9",))
    found = checked(store, text.replace("2024", "2025"), scale=(0.0, 10.0))
    assert (found.used.scale, found.used.missing) == ((0.0, 10.0), ("9",))
    said = one(found, "form_remembered").say("en")
    assert "missing codes 9" in said
    assert "scale" not in said


def test_a_column_dropped_last_time_is_read_again_when_the_analyst_says_so_and_stays_so(own_store):
    header, more = HEADER.replace("\n", ",비고\n"), ",-"
    kept = {"source": "processing_records", "columns": COLUMNS}
    loaded(own_store, petitions(2023, header, more), drop=("비고",), **kept)
    text = petitions(2024, header, more)
    assert checked(own_store, text).used.drop == ("비고",)
    assert checked(own_store, text, undrop=("비고",)).used.drop == ()
    loaded(own_store, text, "2024.csv", undrop=("비고",))
    assert checked(own_store, petitions(2025, header, more)).used.drop == ()
