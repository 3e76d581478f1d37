"""A time-boxed hunt for files that break the loaders: ``make fuzz SECONDS=600``. A seed that breaks them becomes a test.

Bytes: sound files of every kind, damaged, through the gate. Cells: sound tables with odd cells, headers, blanks and rows
thrown in, recognised and digested in this process. Whatever is no finding in words is printed with its seed.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from kpi.core.errors import UserError
from loaders.choice import Choice
from loaders.gate.files import read_file
from loaders.load.digest import digest
from loaders.match.recognise import recognise
from tests.loaders.bad_files import bad_files
from tests.loaders.loading import book, context, sheet
from tests.loaders.test_one_cell_changed import REGISTER, SURVEY

CASES_A_SEED = 20
LONGEST = 20.0
"""Seconds a file may take."""
_WORDS = (
    "|-|해당없음|9|99|0|-1|6|1.5|만족|매우 만족|???|#REF!|#DIV/0!|3점|２|1e9|1e400|△3|▲4.6|(3)|1,234|1.234,5|2025-02-30|2025. 3. 4.|"
    "20250304|45720|45289.6|9999-12-31|0205-01-01|오후 2:30|14.7.31|'14. 7월|05-07-2025|31-07-2014|7일|1주|1개월|즉시|8:17|"
    "8분 17초|.1일|일|민원과|민윈과|과|합계|소 계|평균|=1+1|@SUM(A1)|2024|2024년|2013년도 이전|상반기|1Q|2017.1/4|\u200b|\u202e가|NaN|inf|"
    "None|TRUE|1/0|%|100%|0x10|홍길동 010-1234-5678|900101-1234568|a@b.kr|(단위: 점)|※ 출처: 통계청|연도|부서|접수일|완료일|응답수|"
    "표준편차|담당부서|민원명|친절성|Q1|문1|[시트]|예시 행(지어낸 값)"
)
_ODD = _WORDS.split("|")


def table(chance: random.Random) -> list[list[str]]:
    """Return a table that began as a sound one."""
    register = chance.random() < 0.5
    labels = list(REGISTER if register else SURVEY)
    good = ["제0001호", "여권 발급", "민원과", "2025-03-04 10:20", "2025-03-09 11:00", "2025-03-14", "8분 17초"]
    row = good if register else ["2025", "민원과", "1", "4", "5", "3"]
    rows = [labels, *[list(row) for _ in range(chance.randrange(12))]]
    for _ in range(chance.randrange(8)):
        target = chance.choice(rows)
        if target:
            target[chance.randrange(len(target))] = chance.choice(_ODD)
    for _ in range(chance.randrange(4)):
        _disturb(rows, chance)
    return rows


def _disturb(rows: list[list[str]], chance: random.Random) -> None:
    place, width = chance.randrange(len(rows) + 1), len(rows[0])
    what = chance.randrange(5)
    if what == 0:
        rows.insert(place, [""] * width)
    elif what == 1:
        rows.insert(place, [chance.choice(_ODD), *[""] * max(width - 1, 0)])
    elif what == 2:
        rows.insert(place, list(chance.choice(rows)))
    elif what == 3:
        for row in rows:
            row.insert(min(place, len(row)), chance.choice(_ODD))
    elif len(rows) > 1:
        del rows[min(place, len(rows) - 1)]


def of_cells(seed: int) -> str:
    """Return what became of a table made from this seed: "loaded" or the code of what stopped it."""
    chance = random.Random(seed)
    sheets = [
        sheet(table(chance), name)
        for name in chance.sample(["2024년", "2025년", "민원과", "Sheet1"], chance.choice((1, 1, 2)))
    ]
    choice = Choice(scale=chance.choice((None, (1.0, 5.0))), year=chance.choice((None, 2025)), accept_new=True)
    return _outcome(lambda: digest(recognise(book(*sheets), choice=choice), choice=choice, context=context()))


def of_bytes(content: bytes) -> str:
    """Return what became of a file: "loaded" or the code of what stopped it."""
    choice = Choice(scale=(1.0, 5.0))
    return _outcome(
        lambda: digest(recognise(read_file(content, "자료"), choice=choice), choice=choice, context=context())
    )


def _outcome(read) -> str:
    try:
        batch = read()
    except UserError as refused:
        findings = refused.findings
    else:
        findings = batch.findings
    for finding in findings:
        assert all(finding.line(lang) for lang in ("ko", "en"))
    stopped = [finding.code for finding in findings if finding.severity == "error"]
    return stopped[0] if stopped else "loaded"


def main(seconds: float, seed: int) -> int:
    """Hunt until the time is over; return how many seeds broke something."""
    until, found, broken = time.monotonic() + seconds, Counter(), 0
    with ThreadPoolExecutor(1) as pool:
        while time.monotonic() < until:
            seed += 1
            for name, attempt in tries(seed):
                started = time.monotonic()
                done = pool.submit(attempt)
                fault = done.exception()
                if fault is None:
                    found[done.result()] += 1
                if fault is not None or time.monotonic() - started > LONGEST:
                    broken += 1
                    say(name, f"{time.monotonic() - started:.0f} s", *traceback.format_exception(fault)[-2:])
    say(f"{sum(found.values())} tries, {broken} broke something; last seed: {seed}", str(dict(found.most_common(40))))
    return broken


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def tries(seed: int) -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield (name, attempt) of a seed."""
    for name, content in bad_files(seed, 2):
        yield f"bytes of seed {seed}, {name}", partial(of_bytes, content)
    for number in range(seed * CASES_A_SEED, (seed + 1) * CASES_A_SEED):
        yield f"cells of seed {number}", partial(of_cells, number)


if __name__ == "__main__":
    sys.exit(1 if main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0) else 0)
