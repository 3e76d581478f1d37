"""The registers as a spreadsheet: what is exported reads back to nothing new; all or nothing; findings with their cells."""

import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.core.errors import UserError
from kpi.core.hierarchy import parent_today
from services.register_sheet.export import exported, template
from services.register_sheet.importing import numbers_of, read_import, save
from services.registers import Edit, edit, lines
from services.stores import open_store

WHEN = {"who": "kim", "now": dt.datetime(2026, 11, 27, 9, 0)}
HEADER = "명부,이름,단계,상위 조직,소속 시작일,다른 이름,쓴 첫날,쓴 마지막 날,넘겨준 곳,넘긴 날,몫(%),근거"


@pytest.fixture
def store(any_url):
    opened = open_store(any_url)
    opened.add_units("department", ["총무과", "세무과"], "kim", WHEN["now"])
    yield opened
    opened.close()


def sheet(*rows, encoding="utf-8"):
    return ("\n".join((HEADER, *rows)) + "\n").encode(encoding)


def taken(store, content, name="명부.csv"):
    found = read_import(store, content, name)
    save(store, found, **WHEN)
    return found


def refused(store, *rows):
    before = store.register("department"), store.register("task"), store.revision()
    with pytest.raises(UserError) as error:
        taken(store, sheet(*rows))
    assert (store.register("department"), store.register("task"), store.revision()) == before
    return [(one.code, one.cell) for one in error.value.findings]


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_whole_organisation_is_entered_at_once_in_any_order(store, encoding):
    rows = (
        "부서,세무과,과,행정국,,,,,,,,",
        "부서,세무과,,재정국,2024. 7. 1.,세무과(구),,2020-12-31,,,,",
        "부서,행정과,과,행정국,,총무과,,2023-12-31,,,,",
        ",행정국,국,,,,,,,,,",
        ",재정국,bureau,(없음),,,,,,,,",
        "부서,복지과,,,,,,,세무과,2025-01-01,40,규칙 1호",
        "업무,여권발급,,,,여권,,,,,,",
    )
    found = taken(store, sheet(*rows, encoding=encoding))
    held = {line.name: line for line in lines(store, "department")}
    assert set(held) == {"행정과", "세무과", "행정국", "재정국", "복지과"}
    assert held["행정과"].aliases == ("총무과 (~2023-12-31)",)
    assert held["세무과"].parents == ("행정국 (~2024-06-30)", "재정국 (2024-07-01~)")
    assert held["복지과"].successors == ("세무과 40 % (2025-01-01)",)
    assert (held["재정국"].level, held["재정국"].parents) == ("bureau", ("- (~)",))
    assert store.register("task").find("여권").name == "여권발급"
    assert "'총무과' is called '행정과' from 2024-01-01 on" in found.lines("en")
    assert read_import(store, sheet(*rows), "명부.csv").steps == ()


def test_what_is_wrong_is_said_with_its_cells_and_nothing_is_stored(store):
    assert refused(store, "부서,세무과,처,행정국,,,,,,,,", "부서,총무과,,,2024-13-01,,,,세무과,,200,") == [
        ("unknown_level", "C2"), ("bad_day", "E3"), ("bad_share", "K3"),
    ]  # fmt: skip
    assert refused(store, "부서,세무과,,행정국,,,,,없는과,2024-01-01,,", "업무,전입신고,과,,,,,,,,,") == [
        ("no_levels_of_tasks", "C3")
    ]
    assert refused(store, "부서,세무과,,행정국,,,,,없는과,2024-01-01,,") == [("not_there", "D2"), ("not_there", "I2")]
    assert refused(store, "부서,세무과,과,,,총무과,,,,,,") == [("alias_taken", "F2")]
    assert refused(store, "부서,세무과,과,,,,,,,,,", "부서,세무과,팀,,,,,,,,,") == [("said_twice", "C3")]
    assert refused(store, "부서,세무과,,총무과,,,,,,,,", "부서,총무과,,세무과,,,,,,,,")[0][0] == "parent_circle"
    assert refused(store, "부서,세무과,,,,,2024-01-01,,,,60,") == [("cell_needed", "F2"), ("cell_needed", "I2")]
    edit(store, Edit("department", "split", ("총무과",), on=dt.date(2024, 1, 1), shares={"세무과": 0.6}), **WHEN)
    assert refused(store, "부서,총무과,,,,,,,세무과,2024-01-01,50,") == [("other_share", "K2")]


def test_a_file_that_would_change_something_else_by_now_is_not_saved(store):
    found = read_import(store, sheet("부서,세무과,과,,,,,,,,,"), "명부.csv")
    edit(store, Edit("department", "level", ("세무과",), "team"), **WHEN)
    with pytest.raises(UserError) as error:
        save(store, found, **WHEN)
    assert error.value.findings[0].code == "registers_changed"
    assert numbers_of(store, read_import(store, sheet("부서,세무과,과,,,,,,,,,"), "명부.csv"), **WHEN) == ()


def test_the_template_is_read_without_its_examples(store):
    name, content = template("ko")
    with pytest.raises(UserError) as error:
        read_import(store, content, name)
    assert error.value.findings[0].code == "no_rows"
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.active.append(["부서", "환경과", "과", "총무과"])
    stream = io.BytesIO()
    book.save(stream)
    assert len(taken(store, stream.getvalue(), name).steps) == 3


NAMES = [f"{word}{end}" for word in ("총무", "세무", "복지", "환경") for end in ("국", "과", "팀")]
DAYS = st.sampled_from([None, dt.date(2020, 1, 1), dt.date(2023, 7, 1), dt.date(2025, 1, 1)])
EDITS = st.one_of(
    st.tuples(st.just("level"), st.sampled_from(NAMES), st.sampled_from(["", "국", "과", "팀"]), st.none()),
    st.tuples(st.just("parent"), st.sampled_from(NAMES), st.sampled_from(["", *NAMES]), DAYS),
    st.tuples(st.just("alias"), st.sampled_from(NAMES), st.sampled_from(["옛 이름", "총무·세무과", "제1과"]), DAYS),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(["새이름과", "다른과"]), st.just(dt.date(2024, 1, 1))),
    st.tuples(st.just("merge"), st.sampled_from(NAMES), st.sampled_from(NAMES), st.just(dt.date(2022, 1, 1))),
    st.tuples(st.just("reuse"), st.sampled_from(NAMES), st.just(""), st.just(dt.date(2021, 1, 1))),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@settings(max_examples=25)
@given(edits=st.lists(EDITS, max_size=8), lang=st.sampled_from(["ko", "en"]))
def test_any_export_reads_back_to_the_same_registers(tmp_path_factory, form, edits, lang):
    read_back(tmp_path_factory, form, edits, lang)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_reads_back_to_the_same_registers(tmp_path_factory, form):
    edits = [
        ("level", "총무국", "국", None), ("level", "총무과", "과", None), ("parent", "총무과", "총무국", None),
        ("parent", "총무과", "", dt.date(2020, 1, 1)), ("parent", "총무과", "세무국", dt.date(2023, 7, 1)),
        ("alias", "세무과", "총무·세무과", dt.date(2020, 1, 1)), ("rename", "총무과", "새이름과", dt.date(2024, 1, 1)),
        ("merge", "세무팀", "환경과", dt.date(2022, 1, 1)), ("merge", "세무국", "환경과", dt.date(2022, 1, 1)),
        ("merge", "복지과", "환경과", dt.date(2022, 1, 1)), ("reuse", "복지팀", "", dt.date(2021, 1, 1)),
    ]  # fmt: skip
    read_back(tmp_path_factory, form, edits, "ko")


def read_back(tmp_path_factory, form, edits, lang):
    folder = tmp_path_factory.mktemp("registers")
    store, other = (open_store(f"sqlite:///{folder / name}.sqlite") for name in ("one", "other"))
    store.add_units("department", NAMES, "kim", WHEN["now"])
    store.add_units("task", ["여권발급", "전입 신고"], "kim", WHEN["now"])
    for action, name, said, day in edits:
        try:
            edit(store, Edit("department", action, (name,), said, on=day), **WHEN)
        except UserError:
            continue
    name, content = exported(store, form, lang=lang)
    assert read_import(store, content, name).steps == ()
    save(other, read_import(other, content, name), **WHEN)
    assert said_of(other) == said_of(store)
    store.close()
    other.close()


def said_of(store):
    found = {}
    for kind in ("department", "task"):
        held = store.register(kind)
        for line in lines(store, kind):
            places = held.history_of(line.id)
            plain = (line.level, line.parents, sorted(line.aliases), line.successors, line.predecessors, line.gone)
            found[kind, line.name] = (*plain, [one.since for one in places], parent_today(held, line.id) is None)
    return found
