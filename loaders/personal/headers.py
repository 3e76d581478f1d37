"""The headers that say what personal data a column holds."""

from __future__ import annotations

import re

from loaders.match.labels import plain, without_brackets

_HEADERS = {
    "rrn": re.compile(
        r"(주민|외국인|거소)(법인)?(등록|신고)?번호[앞뒤뒷]?\d*(자리)?\d*$|^(등록번호)?뒷(자리|번호)$|주민(법인|사업자)등록번호|residentregistration|^rrn$|^주민번호"
    ),
    "phone": re.compile(r"전화|연락처|휴대폰|핸드폰|휴대전화|phone|mobile|^tel\d*$|팩스"),
    "name": re.compile(
        r"성명|성함|이름|(민원|신청|신고|청구|대리|보호|고발|제보|수령|발급|납세|관계|의뢰)(인|자)(명|성명)?$|"
        r"(담당|처리|접수|작성|대표|응답|평가|조사|참여|책임|소유)(자|원|직원)(명|성명)?$|^name$|고객명|직원명|담당공무원"
    ),
    "birth": re.compile(r"생년월일|생일$|출생(일|연월일|년월일)|birth"),
    "address": re.compile(r"주소|거주지|소재지|address"),
    "passport": re.compile(r"여권번호|passportn"),
    "card": re.compile(r"카드번호|cardn"),
    "corporation": re.compile(r"법인"),
    "numbered": re.compile(
        r"(접수|민원|문서|관리|사건|주문|송장|처리|신청|허가|신고|청구|일련|발급|거래|승인|계약|공고|품목|상품|자재|바코드)(번호|코드|no)?\d*$|"
        r"(case|request|order|document|ticket|reference|receipt|barcode)(id|no|number)?\d*$"
    ),
}


def header_says(what: str, label: str) -> bool:
    """Return whether a header says that its column holds one kind of personal data, or numbers of its own."""
    return any(_HEADERS[what].search(text) for text in (plain(label), without_brackets(label)))
