"""The satisfaction surveys of the made-up city: a respondent a row, five items from 1 to 5, 9 = not used."""

from __future__ import annotations

import numpy as np

from data.demo.city import DEPARTMENTS, at

ITEMS = ("친절성", "신속성", "편리성", "전문성", "종합만족도")
PERSON = ("연도", "응답자번호", "담당부서", "성별", "연령대")
NOT_USED = 9
_ITEM_LEVEL = np.array([0.20, -0.10, -0.25, 0.10, 0.0])
_CUTS = np.array([-1.6, -0.8, 0.1, 1.05])
_AGES = ("20대", "30대", "40대", "50대", "60대 이상")
Row = list[str | int]


def answers(year: int) -> list[Row]:
    """Return the rows of a year's survey in the order in which people answered."""
    rng = np.random.default_rng([year, 2])
    rows: list[Row] = []
    for department in DEPARTMENTS:
        count = int(rng.integers(3, 9)) if department.answers < 10 else int(rng.poisson(department.answers))
        level = department.smile - 0.35 + at(department.smile_change, year)
        latent = level + rng.normal(0, 0.75, (count, 1)) + _ITEM_LEVEL + rng.normal(0, 0.55, (count, len(ITEMS)))
        codes = np.searchsorted(_CUTS, latent) + 1
        codes[:, 2] = np.where(rng.random(count) < 0.04, NOT_USED, codes[:, 2])
        women, ages = rng.integers(0, 2, count), rng.integers(0, len(_AGES), count)
        for code, woman, age in zip(codes, women, ages, strict=True):
            rows.append([year, "", department.name, "여" if woman else "남", _AGES[age], *map(int, code)])
    order = rng.permutation(len(rows))
    return [[year, f"R{number:04d}", *rows[i][2:]] for number, i in enumerate(order, start=1)]
