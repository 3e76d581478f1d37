"""Processing records: a petition a row, or task x department x period summed up."""

from __future__ import annotations

from kpi.core.text import Text
from loaders.load.clocks import CLOCK_COLUMNS
from loaders.load.observed import Observations
from loaders.load.reading import Reading
from loaders.load.records import case_records
from loaders.load.records_summed import record_sums
from loaders.source import Column, Form, Source, spelled


def to_observations(reading: Reading) -> Observations:
    """Return the cells of processing records: times, deadlines, openings."""
    return record_sums(reading) if reading.layout.form.id == "summed" else case_records(reading)


_CASE = (
    Column(
        "case_id",
        Text("접수번호", "Case number"),
        spelled(
            "민원번호|민원접수번호|관리번호|신청번호|문서번호|사건번호|접수 No|case_enquiry_id|case id|request id|service request id|ticket|reference number"
        ),
        "id",
        Text("민원을 구별하는 번호. 해시로만 저장합니다.", "A number of the case; stored as a hash only."),
        example=("2025-0001", "2025-0002", "2025-0003"),
        only="row",
    ),
    Column(
        "task",
        Text("민원명", "Task"),
        spelled(
            "민원사무명|사무명|업무|업무명|민원사무|민원업무|민원 종류|처분명|서비스유형(소)|단위업무|서비스유형|사무|민원유형|세부업무|업무구분|민원구분|민원분류|사무구분|서비스명|종류|type|request type|service|service name|reason|category"
        ),
        "text",
        Text("같은 업무끼리 비교합니다.", "Periods are compared for the same task only."),
        required=True,
        key=True,
        example=("여권 발급", "건축신고", "정보공개 청구"),
    ),
    Column(
        "department",
        Text("담당부서", "Department"),
        spelled(
            "처리부서|처리(진행)부서|부서|부서명|주관부서|처리과|소관부서|담당과|처리기관|처리 부서명|진행부서|주무부서|소관과|처리과명|실과|실과명|담당실과|실과소|실과소명|소속부서|dept|agency|division|office"
        ),
        "text",
        Text("처리한 부서. 없으면 기관 전체로 저장합니다.", "Who handled it; without it, the whole organisation"),
        key=True,
        example=("민원봉사과", "건축과", "기획예산과"),
    ),
    Column(
        "received_at",
        Text("접수일시", "Received"),
        spelled(
            "접수일|접수일자|민원접수일|신청일시|신청일|신청일자|등록일시|등록일|등록일자|접수 날짜|open_dt|open date|opened|opened_at|received date|received|created|created date|requested_datetime|submitted|start date"
        ),
        "datetime",
        Text("접수한 날짜와 시각", "Date and time of receipt"),
        required=True,
        once=True,
        brief=("접수", "신청"),
        example=("2025-01-06 10:20", "2025-01-06 14:05", "2025-01-07 09:10"),
        only="row",
    ),
    Column(
        "completed_at",
        Text("완료일시", "Completed"),
        spelled(
            "완료일|완료일자|처리일시|처리일|처리일자|처리완료일|처리완료일시|종결일|종결일시|종료일|종료일시|회신일|처리완료일자|발급일|발급일시|답변일|교부일|통보일|closed_dt|closed|close date|closed_at|completed date|completion date|resolved|end date"
        ),
        "datetime",
        Text("처리를 마친 날짜와 시각. 비어 있으면 미처리", "Date and time of completion; blank while open"),
        required=True,
        brief=("처리", "완료", "처리완료", "종결"),
        example=("2025-01-09 11:00", "2025-01-08 16:30", "2025-01-15 17:20"),
        only="row",
    ),
    Column(
        "deadline",
        Text("처리기한", "Deadline"),
        spelled(
            "처리기한일|처리 기한일자|기한|만료일|처리예정일|처리예정일시|완료예정일|법정기한|마감일|기한일|처리만기일|법정처리기한일|sla_target_dt|due date|due|target date|sla date"
        ),
        "datetime",
        Text("파일의 기한이 계산한 기한보다 우선합니다.", "A deadline of the file wins over a computed one."),
        example=("2025-01-16", "2025-01-13 14:05", "2025-01-20"),
        only="row",
    ),
    Column(
        "statutory_period",
        Text("법정처리기간", "Statutory period"),
        spelled(
            "법정기간|법정 처리기한|법정처리기한|법정처리일수|처리기간|처리기한|법정일수|법정 일수|statutory days|legal period|sla days|기한"
        ),
        "days",
        Text("7일, 즉시, 3시간", "7일 (days), 즉시 (at once), 3시간 (hours)"),
        example=("8일", "5일", "10일"),
        only="row",
    ),
    Column(
        "suspended",
        Text("보완기간", "Suspended"),
        spelled("보완일수|제외기간|제외일수|보완 소요일|불산입기간|suspended days|days suspended"),
        "days",
        Text("처리기간에서 빼는 보완 등의 기간: 2일, 4시간", "Supplement time that does not count: 2일, 4시간"),
        only="row",
    ),
    Column(
        "status",
        Text("처리상태", "Status"),
        spelled(
            "진행상태|상태|처리결과|조치유형|처리구분|진행상황|처리현황|진행현황|민원상태|case_status|current status"
        ),
        "text",
        Text("취하·이송·반려·중복은 기한준수율에서 뺍니다.", "Withdrawn, transferred ... cases stay out of on-time"),
        example=("처리완료", "처리완료", "처리완료"),
        only="row",
    ),
)
_BOTH = (
    Column(
        "handling_minutes",
        Text("창구처리시간", "Handling time"),
        spelled(
            "처리시간|평균처리시간|평균 창구처리시간|창구 처리시간 평균|처리시간 평균|창구시간|민원 처리시간|handling minutes|service time|average handling time"
        ),
        "duration",
        Text("창구에서 걸린 시간: 8분 17초, 또는 분. 집계표에서는 평균", "Counter time in minutes, or its mean"),
        example=("8분 17초", "-", "-"),
    ),
    Column(
        "waiting_minutes",
        Text("대기시간", "Waiting time"),
        spelled("평균대기시간|대기시간 평균|창구대기시간|민원 대기시간|waiting minutes|wait time|average waiting time"),
        "duration",
        Text("기다린 시간: 6분, 또는 분. 집계표에서는 평균", "Time waited: 6분 or minutes; or its mean"),
        example=("6분", "-", "-"),
    ),
    Column(
        "steps",
        Text("처리단계", "Steps"),
        spelled("단계|처리단계수|처리 단계 수|단계수|결재단계|절차수|number of steps|평균 처리단계"),
        "number",
        Text("처리 단계의 수", "Number of steps"),
        example=("3", "5", "4"),
    ),
    Column(
        "documents",
        Text("구비서류", "Documents"),
        spelled("구비서류수|구비서류 수|제출서류|제출서류수|첨부서류수|서류수|number of documents|평균 구비서류"),
        "number",
        Text("내야 하는 서류의 수", "Number of documents asked for"),
        example=("2", "4", "1"),
    ),
)
_TIMES = ("handling", "waiting", "processing")
_SUMMED = (
    Column(
        "period",
        Text("기간", "Period"),
        spelled("연도|년도|기준연도|기준년도|연월|년월|월|분기|시기|처리연도|처리월|기준년월|year|month|quarter"),
        "period",
        Text("집계표: 2025, 2025년 1분기, 2025-03", "Summed-up table: 2025, 2025 Q1, 2025-03"),
        key=True,
        only="summed",
    ),
    Column(
        "n",
        Text("건수", "n"),
        spelled("처리건수|처리 건수|민원건수|완료건수|건|사례수|총건수|count|cases|number of cases"),
        "number",
        Text("집계표: 건수", "Summed-up table: number of cases"),
        only="summed",
    ),
    Column(
        "processing_hours",
        Text("평균 처리기간", "Mean processing time"),
        spelled(
            "처리기간 평균|평균처리일수|평균 처리일|평균소요일|평균 소요일수|소요일수|처리일수|소요일자|processing time|average processing time|mean processing time|processing hours"
        ),
        "duration",
        Text("집계표: 근무시간 또는 일(하루의 시간을 지정)", "Summed-up table: working hours, or days (say how long)"),
        only="summed",
    ),
    Column(
        "measure",
        Text("지표", "Measure"),
        spelled("구분|측정항목|지표명|항목|indicator"),
        "text",
        Text("집계표: 평균이 무엇의 평균인지", "Summed-up table: what the mean is of"),
        key=True,
        only="summed",
    ),
    Column(
        "mean",
        Text("평균", "Mean"),
        spelled("평균값|평균시간|average|avg"),
        "duration",
        Text("집계표: 지표 열이 말하는 것의 평균", "Summed-up table: the mean of what 'measure' says"),
        only="summed",
    ),
    Column(
        "sd",
        Text("표준편차", "SD"),
        spelled("편차|s.d.|std|stdev|standard deviation"),
        "duration",
        Text("집계표: 표준편차", "Summed-up table: standard deviation"),
        only="summed",
    ),
    *(
        Column(
            f"{of}_sd",
            Text(f"{ko} 표준편차", f"SD of {en} time"),
            (f"{ko.replace('창구', '')} 표준편차", f"표준편차({ko})", f"{of} sd"),
            "duration",
            Text("집계표: 그 평균의 표준편차", "Summed-up table: SD of that mean"),
            only="summed",
        )
        for of, ko, en in zip(_TIMES, ("창구처리시간", "대기시간", "처리기간"), _TIMES, strict=True)
    ),
)
_MEANS = ("handling_minutes", "waiting_minutes", "processing_hours", "mean", "steps", "documents")

SOURCE = Source(
    id="processing_records",
    name=Text("민원 처리대장", "Processing records"),
    grain=Text("민원 한 건이 한 행", "One petition a row"),
    revision=2,
    columns=(*_CASE, *CLOCK_COLUMNS, *_BOTH, *_SUMMED),
    forms=(
        Form(
            "row",
            Text("건별", "A case a row"),
            required=(("received_at",), ("completed_at",), ("task",)),
            optional_when_unread=("completed_at", "task"),
            excluded=("mean", "sd", "handling_sd", "waiting_sd", "processing_sd"),
        ),
        Form(
            "summed",
            Text("집계표", "Summed up"),
            required=(_MEANS, ("n", "sd", "period"), ("task",)),
            optional_when_unread=("task",),
            excluded=("case_id", "received_at", "completed_at"),
        ),
    ),
    to_observations=to_observations,
)
