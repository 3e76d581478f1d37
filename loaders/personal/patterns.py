"""How personal data are written: patterns over whole columns."""

from __future__ import annotations

from typing import Final

BLANKS: Final = " \\t\\r\\n\u00a0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff"
_BLANK = f"[{BLANKS}]"
DASHES: Final = (
    "-\u00ad\u2010-\u2015\u2043\u2212\u223c~\u301c\uff0d\uff5e_\ufe58\ufe63\u2e3a\u2e3b\u1173\u3161\u30fc\uff70\u4e00"
    "\u00b7\u318d\u30fb\uff65\u2022\u2027\u2219\u22c5"
)
"""Dashes, the letters and middle dots that are typed for them."""
_DASH = f"[{DASHES}]"
_MASK = "[*\uff0a\u25cf\u25cb\u2022xX#]"
_APART = f"{_BLANK}{{0,3}}{_DASH}{{1,2}}{_BLANK}{{0,3}}"
APART: Final = f"{_BLANK}{{0,3}}(?:[{DASHES}./\uff0e,:;=()]{{1,2}}{_BLANK}{{0,3}})?"
"""What may stand between the two halves of a registration number."""
_MONTH, _DAY = "(?:0{gap}[1-9]|1{gap}[0-2])", "(?:0{gap}[1-9]|[12]{gap}[0-9]|3{gap}[01])"


def _dated(between: str, gap: str = "") -> str:
    """Return a day of six digits with something between year, month and day, and between their digits."""
    return f"[0-9]{gap}[0-9]{between}{_MONTH}{between}{_DAY}".replace("{gap}", gap)


_DATE = _dated("")
ODD_WAYS: Final = (
    f"{_dated(f'{_BLANK}?[-./]{_BLANK}?')}{_BLANK}?{_DASH}{_BLANK}?[1-8][0-9]{{6}}",
    f"{_DATE}{_BLANK}?{_DASH}?{_BLANK}?[1-8](?:{_BLANK}?{_DASH}{_BLANK}?|{_BLANK})[0-9]{{6}}",
    f"{_dated(f'{_BLANK}?', f'{_BLANK}?')}{_BLANK}?{_DASH}{_BLANK}?[1-8](?:{_BLANK}?[0-9]){{6}}",
)
"""Registration numbers whose day is parted, whose seventh digit stands alone, or with blanks among the digits."""
_SURNAME = (
    "김|이|박|최|정|강|조|윤|장|임|한|오|서|신|권|황|안|송|류|유|홍|전|고|문|손|양|배|백|허|남|심|노|하|곽|성|차|주|우|구|"
    "민|진|지|엄|원|채|천|방|공|현|함|변|염|여|추|도|석|소|선|설|마|길|연|위|표|명|기|반|왕|금|옥|육|인|맹|제|모|탁|국|어|은|편|"
    "용|예|경|봉|사|부|가|복|태|목|형|계|피|두|감|음|빈|동|온|호|범|좌|팽|승|간|상|시|갈|단|견|당|남궁|황보|제갈|선우|서문|독고|사공|동방"
)
_COMMON = "[김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구민진지엄원채천방공현함변염여추도석소선설마길연위표명기반왕금옥]"
_GIVEN = (
    "[가강건겸경고곤관광교구국권규균근금기길나남내노다단달담대덕도돈동두라란람래량려련렬령례로록룡루륜률름리린림만매명모무묵문미민"
    "방배백범별병보복본봉부비빈빛산삼상새서석선설섭성세소솔송수숙순슬승시식신실아안애양억언여연열엽영예오옥온완용우욱운웅원월위유윤율은"
    "을음응의이익인일임자장재전정제조종주준중지진찬창채천철청초춘충치태택통표필하학한해향헌혁현협형혜호홍화환황효후훈휘흔흠흥희힘]"
)
NOT_PEOPLE: Final = (
    "주무관|주임님|신청인|민원인|신고인|고소인|고발인|청구인|대리인|이용자|임차인|임대인|전입자|전출자|조사원|조합원|임직원|장애인|외국인|"
    "배우자|지원자|유가족|보호자|구청장|도지사|시의원|도의원|군의원|구의원|안내원|공무원|방문자|상담원|전임자|노인분|여성분|남성분|주민분|고령자"
)
"""Words for people that are built like names."""
_PLACE_END = "[동읍면과국군로역점관팀실청]"
_MOBILE = f"(?:(?:\\+82|82[-. ])[-. ()]{{0,3}}0?|0|\\(0)1[016789][)]?{_BLANK}?[-.\u00b7\u2013]?{_BLANK}?[0-9]{{3,4}}{_BLANK}?[-.\u00b7\u2013]?{_BLANK}?[0-9]{{4}}"
_AREA = "(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|70|50[0-9]?)"
_NOT_BEFORE, _NOT_AFTER = "(?:^[-.]?|[^0-9.-]|[^0-9][.-])", "(?:$|[^0-9A-Za-z-]|-[^0-9]|-$)"

ODD_DIGITS: Final = "[^\\P{Nd}0-9]|\uff20"
"""Digits of other scripts and full-width signs: such cells are read as plain ones."""
NUMERAL: Final = "^(?:[0-9]{2,3}(?:,[0-9]{3}){3}|[0-9](?:,[0-9]{3}){4}|[1-9][.][0-9]{9,12}[Ee][+]?1[012])$"
"""A number of eleven to thirteen digits as a spreadsheet writes it into a text file: by thousands, or with an exponent."""
WRITTEN: Final = (
    f"(?:^|[^0-9]){_DATE}{_APART}(?:[1-8](?:[0-9]{{6}}|{_MASK}{{6}})|{_MASK}{{7}})(?:$|[^0-9])"
    f"|(?:^|[^0-9.-])(?:{'|'.join(ODD_WAYS)})(?:$|[^0-9])"
    f"|(?:주민|외국인|거소)[^0-9]{{0,14}}{_DATE}{_BLANK}?[1-8][0-9]{{6}}(?:$|[^0-9])"
)
"""A resident or foreigner registration number that shows itself: a hyphen and a possible date, or named so; masked ones too."""
THIRTEEN: Final = (
    f"(?:^[.,]?|[^0-9A-Za-z.,]|[^0-9][.,])(?P<head>[0-9]{{6}}){APART}(?P<tail>[0-9]{{7}})(?:$|[^0-9A-Za-z])"
)
"""Any number of thirteen digits, in one piece or as six and seven."""
_AROUND = f"[{DASHES}{BLANKS}]{{0,4}}"
BACK_DIGITS: Final = f"[1-8](?:[0-9]{{6}}|{_MASK}{{6}})"
FRONT_HALF: Final = f"^{_AROUND}[0-9]{{3,6}}{_AROUND}$"
BACK_HALF: Final = f"^{_AROUND}{BACK_DIGITS}{_AROUND}$"
"""The halves of a registration number in cells of their own; the first may have lost its zeros."""
ONLY_DASHES: Final = f"^[{DASHES}{BLANKS}]+$"
SHORT: Final = "^[1-9][0-9]{10,11}$"
"""A registration number of somebody born in 2000 to 2009 that a spreadsheet took for a number."""
MOBILE: Final = f"{_NOT_BEFORE}{_MOBILE}{_NOT_AFTER}"
LANDLINE: Final = f"{_NOT_BEFORE}\\(?0{_AREA}(?:\\){_BLANK}?|{_BLANK}?[-.\u2013]{_BLANK}?)[0-9]{{3,4}}{_BLANK}?[-.\u2013]{_BLANK}?[0-9]{{4}}{_NOT_AFTER}"
BARE_PHONE: Final = "^(?:1[016789][- .]?[0-9]{3,4}[- .]?[0-9]{4}|0?(?:2|[3-6][1-5]|70)[0-9]{7,8})$"
"""Digits alone, also without the zero in front: a telephone number where the header says so."""
EMAIL: Final = "[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)*[.][A-Za-z]{2,}"
LICENCE: Final = "(?:^|[^0-9-])(?:1[1-9]|2[0-68])-[0-9]{2}-[0-9]{6}-[0-9]{2}(?:$|[^0-9-])"
PASSPORT: Final = "여권[^0-9A-Za-z]{0,12}[A-Z](?:[0-9]{8}|[0-9]{3}[A-Z][0-9]{4})(?:$|[^0-9A-Za-z])"
PASSPORT_CELL: Final = "^[A-Z](?:[0-9]{8}|[0-9]{3}[A-Z][0-9]{4})$"
CARD: Final = "(?:^|[^0-9-])(?P<card>[1-9][0-9]{3}[- ]?[0-9]{4}[- ]?[0-9]{4}[- ]?[0-9]{4})(?:$|[^0-9-])"
NAME_CELL: Final = f"^(?:{_SURNAME}) ?[가-힣]{{1,3}}$|^(?:{_SURNAME})[가-힣]?[*\uff0a\u25cb\u25cf○OX0]{{1,2}}[가-힣]?$"
"""A cell that may be a name, or a masked one (홍*동), where the header says that names stand there."""
FULL_NAME: Final = f"{_COMMON}{_GIVEN}{_GIVEN}"
NAME_LIKE: Final = f"^{FULL_NAME}$"
NOT_NAME: Final = f"{_PLACE_END}$"
NAME_IN_TEXT: Final = (
    f"(?:^|[^가-힣]){FULL_NAME}{_BLANK}?(?:(?:님|씨)(?:$|[^가-힣]|[이가은는을를께의])|[ (:,/]{{1,3}}{_MOBILE})"
)
BIRTH: Final = "^(?:[0-9]{2}|[0-9]{4})[-./년 ]{0,2}[0-9]{1,2}[-./월 ]{0,2}[0-9]{1,2}[.일 ]{0,2}(?:생)?(?:T.*)?$"
ADDRESS: Final = (
    "[가-힣]+(?:시|도|군|구|읍|면)[ ,]+(?:[가-힣0-9]+[ ,]+)*[가-힣0-9]+(?:로|길) ?[0-9]+(?:-[0-9]+)?(?:$|[^0-9년월차가-힣]|번)"
    "|[가-힣]+(?:시|군|구|읍|면)[ ,]+(?:[가-힣]+[ ,]+)*[가-힣]+[0-9]?(?:동|리|가) ?(?:산 ?)?[0-9]+(?:-[0-9]+)?(?:번지|$|[ ,(])"
)
ADDRESS_CELL: Final = "[가-힣]+[0-9]*(?:시|도|군|구|읍|면|동|리|로|길|가)[ ,]?.*[0-9]"

NUMBERS: Final = "|".join((WRITTEN, THIRTEEN, SHORT, MOBILE, LANDLINE, EMAIL, LICENCE, PASSPORT, CARD))
"""Any of the numbers and addresses above: most columns hold none."""
