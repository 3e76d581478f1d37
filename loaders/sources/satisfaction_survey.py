"""Satisfaction surveys: a respondent a row with the items as columns, or department x item summed up."""

from __future__ import annotations

from dataclasses import replace

from kpi.core.text import Text
from loaders.load.observed import Observations
from loaders.load.reading import Reading
from loaders.load.survey import say_counts_of_answers, survey_answers
from loaders.load.survey_summed import means_printed_without_n, survey_sums
from loaders.source import ITEM, Column, Form, Items, Source, spelled


def to_observations(reading: Reading) -> Observations:
    """Return the cells of a survey: score, overall, satisfied and respondents, and the pairs of its items."""
    say_counts_of_answers(reading)
    summed = reading.layout.form.id == "summed"
    if not summed and not reading.again and means_printed_without_n(reading):
        reading.say("warning", "read_as_means", _MEANS)
        reading.layout = replace(reading.layout, form=SOURCE.by_form["summed"])
        summed = True
    return survey_sums(reading) if summed else survey_answers(reading)


_MEANS = Text(
    "기간·부서마다 한 행뿐이거나 모두 %인 값에 소수점이 있어, 응답 한 건이 아니라 인쇄된 평균으로 읽었습니다. 응답 수(n) 열이 있으면 함께 "
    "지정하세요.",
    "There is one row for each period and department with decimals or percentages, or nothing but percentages with decimals, so the values "
    "were read as printed means and not as single answers. If there is a column with n, declare it too.",
)

COLUMNS = (
    Column(
        "year",
        Text("연도", "Year"),
        spelled(
            "조사연도|년도|조사년도|기준연도|기준년도|평가연도|연도별|조사시기|시기|기간|조사기간|분기|조사분기|반기|조사월|period|survey year"
        ),
        "period",
        Text("조사한 해 또는 기간: 2025, 2025년 상반기", "Year or period of the survey: 2025, 2025 H1"),
        key=True,
        example=("2025", "2025", "2025"),
    ),
    Column(
        "date",
        Text("응답일", "Date"),
        spelled("조사일|조사일자|응답일자|응답일시|타임스탬프|timestamp|survey date|interview date"),
        "datetime",
        Text(
            "응답한 날. 연도 열이 없을 때 그 해로 셉니다.", "Day of the answer; gives the year where there is no year."
        ),
        once=True,
    ),
    Column(
        "department",
        Text("부서", "Department"),
        spelled(
            "담당부서|부서명|처리부서|평가부서|대상부서|소관부서|방문부서|이용부서|응대부서|조사대상부서|기관|기관명|이용기관|방문기관|dept|division"
        ),
        "text",
        Text("응답자가 평가한 부서", "The department the respondent judged"),
        key=True,
        example=("민원봉사과", "민원봉사과", "세무과"),
    ),
    Column(
        "respondent",
        Text("응답자번호", "Respondent"),
        spelled("응답자|응답자ID|응답번호|설문번호|일련번호|respondent id|respnum|response id|case"),
        "id",
        Text("응답자를 구별하는 번호. 해시로만 저장합니다.", "A number of the respondent; stored as a hash only."),
        example=("R0001", "R0002", "R0003"),
        only="row",
    ),
    Column(
        "weight",
        Text("가중치", "Weight"),
        spelled("가중값|표본가중치|wt|wgt|survey weight"),
        "number",
        Text("표본 가중치. 없으면 모두 1", "Survey weight; 1 for everybody where there is none"),
        only="row",
    ),
    Column(
        "stratum",
        Text("층", "Stratum"),
        spelled("층화|층번호|표본층|strata"),
        "text",
        Text("표본을 나눈 층", "The stratum of the sample"),
    ),
    Column(
        "overall",
        Text("종합만족도", "Overall"),
        spelled(
            "전반적만족도|전반적 만족도|전반적으로 만족|전반적으로 얼마나 만족|전반적인 만족도|종합적으로 만족|종합적인 만족도|전체만족도|종합 만족|전반만족도|고객만족도|만족도|종합점수|종합평가|종합|overall satisfaction|satisfaction"
        ),
        "answer",
        Text("종합 만족도 문항. 없으면 응답한 문항의 평균", "The overall item; else the mean of the answered items"),
        example=("4", "5", "3"),
    ),
    Column(
        "item",
        Text("문항", "Item"),
        spelled("문항명|항목|평가항목|조사항목|설문문항|차원|요소|question|dimension"),
        "text",
        Text("집계표: 문항 이름", "Summed-up table: name of the item"),
        key=True,
        only="summed",
    ),
    Column(
        "n",
        Text("응답수", "n"),
        spelled(
            "응답자수|응답자 수|표본수|표본 수|사례수|사례 수|응답인원|조사인원|응답자(명)|표본|sample size|responses"
        ),
        "number",
        Text("집계표: 응답 수", "Summed-up table: number of answers"),
        only="summed",
    ),
    Column(
        "mean",
        Text("평균", "Mean"),
        spelled("평균점수|평균 점수|점수|만족도 점수|평균값|평점|만족도 평균|average|mean score|score"),
        "number",
        Text(
            "집계표: 평균. 척도를 지정하면 0~100점으로 바꿉니다.",
            "Summed-up table: mean, turned into 0-100 by the scale",
        ),
        only="summed",
    ),
    Column(
        "sd",
        Text("표준편차", "SD"),
        spelled("편차|s.d.|std|stdev|standard deviation|std dev"),
        "number",
        Text(
            "집계표: 표준편차. 없으면 구간을 계산하지 않습니다.", "Summed-up table: SD; without it there is no interval"
        ),
        only="summed",
    ),
)

SOURCE = Source(
    id="satisfaction_survey",
    name=Text("만족도 조사", "Satisfaction survey"),
    grain=Text("응답자 한 명이 한 행", "One respondent a row"),
    revision=3,
    columns=COLUMNS,
    forms=(
        Form(
            "row", Text("응답자별", "A respondent a row"), required=(("overall", ITEM),), excluded=("n", "mean", "sd")
        ),
        Form("summed", Text("집계표", "Summed up"), required=(("mean", "overall", ITEM), ("n", "item", "sd"))),
    ),
    to_observations=to_observations,
    items=Items(
        words=spelled(
            "친절|신속|정확|편리|편의|전문|공정|쾌적|청결|만족|신뢰|접근|환경|응대|설명|태도|투명|적극|이용|대기|결과|kind|satisf|courte|speed|prompt|accura|easy|ease|convenien|comfort|professional|quality|trust|accessib|facilit|staff|service|clean|helpful|fair|friendly"
        ),
        not_words=spelled(
            "번호|성별|연령|나이|학년|학과|직업|거주|지역|소득|학력|횟수|시간대|이유|의견|서술|제안|이용횟수|평균|표준편차|순위|등수|석차|증감|전년|gender|income|comment|reason|rank"
        ),
    ),
    example_items=(("친절성", ("5", "4", "3")), ("신속성", ("4", "4", "2")), ("편리성", ("4", "5", "3"))),
)
