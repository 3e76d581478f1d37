"""The scale of ratings: said by a column or the analyst, never guessed for points that departments give each other."""

from __future__ import annotations

import re

import pandas as pd

from kpi.core.text import Text
from loaders.load.reading import Reading
from loaders.load.scale import Scale, answers_on_scale

_RANGE = re.compile(r"^\s*(-?\d+)\s*(?:~|-|–|\.\.|에서)\s*(\d+)\s*점?")
_NO_SCALE = Text(
    "부서끼리 준 점수의 척도를 알 수 없습니다(가장 큰 값 {high}). 한 번에 줄 수 있는 가장 낮은 점수와 높은 점수를 지정하세요. 예: 1..5. 한도 "
    "없이 쌓는 포인트라면 0~100점으로 바꿀 수 없어 읽지 않습니다.",
    "The scale of the points that departments give each other is not clear (the highest is {high}). Declare the lowest and highest "
    "that can be given, for example 1..5. Points without a limit cannot be turned into 0-100 and are not read.",
)
_SCALES = Text(
    "척도가 섞여 있습니다: {scales}. 척도마다 파일을 나누세요.",
    "Scales are mixed: {scales}. Split the file by scale.",
)


def on_scale(reading: Reading) -> tuple[pd.DataFrame, Scale | None]:
    """Return the scores and their scale; nobody guesses the scale of points that departments give each other."""
    answers, said = reading.answers("score"), _scale_column(reading)
    if reading.layout.form.id == "departments" and said is None and reading.choice.scale is None:
        high = answers.max()
        reading.say("error", "unknown_scale", _NO_SCALE, field_name="score", high=f"{high:g}")
        return pd.DataFrame({"score": answers}), None
    return answers_on_scale(reading, {"score": answers}, scale=said)


def _scale_column(reading: Reading) -> tuple[float, float] | None:
    """Return the scale that a column declares: "1~5", "5점" (1-5), "100점" (0-100); mixed ones are an error."""
    said = [text for text in reading.text("scale").unique() if text]
    found = {_scale(text) for text in said}
    if len(found) > 1:
        reading.say("error", "mixed_scales", _SCALES, field_name="scale", scales=", ".join(sorted(said)))
        return None
    return found.pop() if found else None


def _scale(text: str) -> tuple[float, float] | None:
    matched = _RANGE.match(text)
    if matched:
        return (float(matched[1]), float(matched[2]))
    digits = re.sub(r"\D", "", text)
    return {"5": (1.0, 5.0), "7": (1.0, 7.0), "4": (1.0, 4.0), "100": (0.0, 100.0)}.get(digits)
