"""The columns of a spreadsheet of the registers: one row says one thing of each sort about a unit, so a unit may have several."""

from __future__ import annotations

from collections.abc import Mapping

from kpi.core.organisation import RegisterKind
from kpi.core.text import Text
from loaders.load.observed import Observations
from loaders.load.reading import Reading
from loaders.source import Column, Form, Source, spelled

KINDS: Mapping[RegisterKind, Text] = {"department": Text("부서", "Department"), "task": Text("업무", "Task")}
NOBODY = Text("(없음)", "(none)")
"""In the column of the parent: stands under none from that day on."""
UNITS = ("name", "parent", "other", "successor")
"""The columns that hold names of departments and tasks."""
ABOUT = Text(
    "{grain}. 입력 시트의 '{mark}' 열에 표시된 행은 지어낸 예시이며 읽지 않습니다. 한 조직에 적을 것이 여럿이면 같은 이름으로 여러 행을 "
    "쓰세요. 파일에 없는 것은 명부에서 지우지 않습니다.",
    "{grain}. Rows marked in column '{mark}' of the input sheet are made up and are not read. Give a unit several rows where there is "
    "more to say. What is not in the file stays in the register.",
)
_GRAIN = Text("한 행에 한 조직의 내용", "One row says something about one unit")
_DAY = Text("날짜. 예: 2024-07-01", "A day such as 2024-07-01")


def _column(name: str, ko: str, en: str, other: str, about: Text, *example: str) -> Column:
    return Column(name, Text(ko, en), spelled(other), "text", about, required=name == "name", example=example)


_COLUMNS = (
    _column("kind", "명부", "Register", "구분|종류", Text("부서 또는 업무. 비우면 부서", "Department or task; empty: department"), "부서", "부서"),
    _column("name", "이름", "Name", "조직명|부서명|부서|업무명", Text("오늘의 이름", "Today's name"), "세무과", "행정국"),
    _column("level", "단계", "Level", "조직단계|구분단계", Text("국, 과, 팀, 사업소, 읍면동", "bureau, division, team, office or town"), "과", "국"),
    _column(
        "parent", "상위 조직", "Stands under", "상위부서|소속|상위",
        Text("그 위의 조직. 날짜부터 없으면 (없음)", "The unit above it; (none) where there is none from the day on"), "행정국", "",
    ),
    _column("since", "소속 시작일", "Under it since", "소속일|상위 시작일", Text("비우면 처음부터", "Empty: from the beginning"), "2024-07-01", ""),
    _column(
        "other", "다른 이름", "Other name", "이전 이름|옛 이름|별칭|former name",
        Text("다르게 적는 이름이나 이전 이름", "Another spelling or a former name"), "총무과", "",
    ),
    _column("first", "쓴 첫날", "Other name from", "사용 시작일", _DAY, "", ""),
    _column("last", "쓴 마지막 날", "Other name until", "사용 종료일", _DAY, "2022-12-31", ""),
    _column("successor", "넘겨준 곳", "Handed over to", "후속 조직|이관 부서", Text("일을 넘겨받은 조직", "The unit that took over"), "", ""),
    _column("on", "넘긴 날", "Handed over on", "이관일", _DAY, "", ""),
    _column("share", "몫(%)", "Share (%)", "몫|비율|비율(%)", Text("0~100. 모르면 비웁니다", "0-100; empty where it is not known"), "", ""),
    _column("note", "근거", "Reason", "비고|사유", Text("규칙, 문서 번호", "Rule or document"), "", ""),
)  # fmt: skip


def _no_observations(reading: Reading) -> Observations:
    raise TypeError(f"a list of units gives no observations: {reading.layout.source.id}")


SOURCE = Source(
    "register",
    Text("부서·업무 명부", "Registers of departments and tasks"),
    _GRAIN,
    1,
    _COLUMNS,
    (Form("row", _GRAIN, (("name",),)),),
    _no_observations,
)
