"""What is odd about the values of a view, what that means, and what can be done: said once, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kpi.core.indicator import NOTES
from kpi.core.text import Lang, Text
from kpi.sentences.rows import Row, last_with_value, notes_of, period_of, value_of

Kind = Literal["suppressed", "one_year", "not_comparable", "one_department"]
WayOut = Literal["upload", "settings", "clear", "none"]
"""What helps: other files, an entry among the settings, fewer filters, or nothing but to know it."""


@dataclass(frozen=True)
class State:
    """A state of a view; ``reason`` is a code of NOTES, ``place`` the year or the department it is about."""

    kind: Kind
    way_out: WayOut
    reason: str = ""
    place: str = ""

    def title(self, lang: Lang) -> str:
        """Return what is the matter."""
        return _TITLES[self.kind].say(lang)

    def meaning(self, lang: Lang) -> str:
        """Return what that means for what is shown."""
        because = NOTES[self.reason].say(lang) if self.reason in NOTES else ""
        words = {"one_year": {"year": self.place}, "not_comparable": {"reason": because}}
        return _MEANINGS[self.kind].say(lang, **words.get(self.kind, {"name": self.place}))

    def advice(self, lang: Lang) -> str:
        """Return what to do."""
        return (_ADVICE.get((self.kind, self.reason)) or _ADVICE[self.kind, ""]).say(lang)


_TITLES: dict[Kind, Text] = {
    "suppressed": Text("응답이 적어 값을 가렸습니다", "Hidden: too few answers"),
    "one_year": Text("한 해의 값만 있습니다", "There is one year only"),
    "not_comparable": Text("지난 값과 견줄 수 없습니다", "Not comparable with the earlier value"),
    "one_department": Text("한 부서의 자료만 있습니다", "There is one department only"),
}
_MEANINGS: dict[Kind, Text] = {
    "suppressed": Text(
        "답한 사람을 짐작할 수 있을 만큼 응답이 적은 값은 화면과 파일 어디에도 나오지 않습니다. 자료가 없는 것이 아닙니다.",
        "A value from so few answers that a person might be guessed is shown nowhere, neither here nor in files. The data are there.",
    ),
    "one_year": Text(
        "{year}년 자료가 있는 기간의 값입니다. 견줄 해가 없어 변화, 판정, 추이는 없습니다.",
        "The value is that of the months of {year} with data. With no year to compare with there is no change, verdict or trend.",
    ),
    "not_comparable": Text(
        "{reason}. 각 해의 값은 맞지만 그 차이를 개선이나 악화라고 하지 않습니다.",
        "{reason}. Each value is right, but their difference is called neither better nor worse.",
    ),
    "one_department": Text(
        "자료에 '{name}' 부서만 있습니다. 부서끼리의 비교와 깔때기 그림은 뜻이 없고, 전체 값이 곧 이 부서의 값입니다.",
        "The data hold the department '{name}' alone: comparing departments means nothing, and the whole is this department.",
    ),
}
_ADVICE: dict[tuple[Kind, str], Text] = {
    ("suppressed", ""): Text(
        "기간을 연도별로 넓히거나, 부서를 국 단위로 묶거나, 조건을 지우고 전체를 보세요.",
        "Look at whole years, pool departments into bureaus, or clear the filters.",
    ),
    ("one_year", ""): Text(
        "다른 해의 파일을 올리면 변화와 추이가 나옵니다.", "Upload the files of other years to see change and trend."
    ),
    ("one_year", "filtered"): Text(
        "고른 기간이 한 해입니다. 기간을 넓히면 변화와 추이가 나옵니다.",
        "The chosen period is one year. A longer one shows change and trend.",
    ),
    ("not_comparable", ""): Text(
        "위의 '비교'에서 견줄 수 있는 다른 해를 골라 보세요.", "Choose another year under 'Compare' above."
    ),
    ("not_comparable", "series_break"): Text(
        "끊긴 뒤의 해끼리 비교하세요. 단절은 설정에 까닭과 함께 적혀 있고, 거기서 고칠 수 있습니다.",
        "Compare years after the break. It is noted in the settings with its reason and can be changed there.",
    ),
    ("not_comparable", "open_cases"): Text(
        "미처리 건이 끝난 뒤의 파일을 다시 올리면 비교합니다.",
        "Upload the file again once the open cases are closed.",
    ),
    ("not_comparable", "no_counterpart"): Text(
        "비교할 해의 파일을 올리거나, 위의 '비교'에서 자료가 있는 해를 고르세요.",
        "Upload the file of the year compared with, or choose a year with data under 'Compare' above.",
    ),
    ("one_department", ""): Text(
        "다른 부서의 파일을 올리면 비교가 나옵니다. 추이와 업무별 변화는 지금도 볼 수 있습니다.",
        "Upload the files of other departments to compare. Trend and tasks can be seen now.",
    ),
}
_UNCOMPARED = ("series_break", "open_cases", "no_matched_tasks", "reorganised", "no_counterpart")
_WAYS: dict[str, WayOut] = {"series_break": "settings", "no_counterpart": "upload"}
_HIDDEN = ("too_few", "protected")


def states_of(rows: Sequence[Row], *, departments: Iterable[str] = (), filtered: bool = False) -> list[State]:
    """Return what is odd about the rows of one indicator and place in the order of time, the gravest first.

    ``departments``: those that the data know (none where one was chosen); ``filtered``: a period was chosen.
    """
    valued = [row for row in rows if value_of(row) is not None]
    hidden = _hidden(rows)
    lonely = None if hidden else _lonely(valued, filtered=filtered)
    found = [hidden, lonely, _apart(valued), _alone(sorted(departments), valued)]
    return [state for state in found if state is not None]


def _hidden(rows: Sequence[Row]) -> State | None:
    last = rows[-1] if rows else {}
    reason = next((code for code in notes_of(last) if code in _HIDDEN), "")
    return State("suppressed", "clear", reason) if reason and value_of(last) is None else None


def _lonely(valued: Sequence[Row], *, filtered: bool) -> State | None:
    if len(valued) != 1 or period_of(valued[0]).months != 12:
        return None
    year = str(period_of(valued[0]).start.year)
    return State("one_year", "clear", "filtered", year) if filtered else State("one_year", "upload", "", year)


def _apart(valued: Sequence[Row]) -> State | None:
    last = last_with_value(valued)
    if last is None or len(valued) < 2 or value_of(last, "change") is not None:
        return None
    reason = next((code for code in notes_of(last) if code in _UNCOMPARED), "")
    if not reason:
        return None
    return State("not_comparable", _WAYS.get(reason, "none"), reason)


def _alone(departments: Sequence[str], valued: Sequence[Row]) -> State | None:
    return State("one_department", "upload", "", departments[0]) if len(departments) == 1 and valued else None
