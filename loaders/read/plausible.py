"""How much a text looks like Korean office text: bytes that can be read are not yet read rightly."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

_USUAL_SYLLABLES = frozenset(
    "가각간갈감갑값강갖같개객갱거건걸검것게겠격견결겸겹경계고곡곤골공과관광괄교구국군굴권궤귀규균그극근글금급"
    "기긴길김깊까깨께꾸꿈끄끝끼나난날남납낮내낸냉너널넓네녀년념녕노녹논놀농높놓뇌누눈뉴느늘능니닌님다단달담답당"
    "대댁더덕던데도독돈돌동돼되된될두둔둘뒤드득든들등디따때떠떤떻또뜻라락란람랍랑래랜략량러럼렇레려력련렬령례로록"
    "론롭료루룬류륙률륭르른를름리린림립링마막만많말맞맡매맥머먹먼메며면멸명모목몰못묘무문물므미민믿밀및바박반받발"
    "밝밤방배백번벌범법벽변별병보복본볼봄봉부북분불붙브블비빈빌빙빠빨뿐사산살삶삼상새색생서석선설섬성세센셋소속손솔"
    "송쇄수숙순술숨쉬쉽스슬습승시식신실싫심십싶써쓰씀씨아악안알않암압앞애액야약양어억언얻얼엄업없었에엔여역연열염엽"
    "영예오온올옮옵와완왔왕외요욕용우욱운울움웃워원월위유육윤율융으은을음응의이익인일임입있잊자작잔잘잠장재쟁저적전절"
    "점접정제조족존졸종좋좌죄주죽준줄중즉즐증지직진질집징짜째쪽찍차착찬찰참창찾채책처척천철첨첩첫청체쳐초촉촌총최추축"
    "춘출충취측층치친칙침칭카캐커컨컴케코쿄콜쾌크큰클키타탁탄탈탐태택터테텍토톡통퇴투트특튼티틀팀파판팔패팩퍼편평폐포"
    "폭표푸품풍프피필하학한할함합항해핵행향허헌험혁현협형혜호혹혼홀홍화확환활황회획횟효후훈훼휴흐흔흘흡흥희히힘"
)
_USUAL_IN_UTF8 = frozenset("£€¥¢©®°·²³½¼±×÷§«»–—‘’“”…※℃㎡→←↑↓○●△▲▽▼□■☆★①②③④⑤ⅠⅡⅢ〈〉《》「」『』【】、。")
_FAR_FROM_ASCII = re.compile(r"[^\x00-\x7f]+")
_BESIDE_LETTERS = re.compile(r"(?<=[A-Za-z])[^\x00-\x7f]+|[^\x00-\x7f]+(?=[A-Za-z])")
_WORDS = 20_000
"""So many runs of other letters are judged; the rest of a file is like its beginning."""
_PLAUSIBLE = 0.5


def letters_of(text: str) -> str:
    """Return the letters beyond ASCII at the beginning of a text."""
    return "".join(match[0] for match in islice(_FAR_FROM_ASCII.finditer(text), _WORDS))


def korean_share(letters: str) -> float:
    """Return how many of these letters are usual in Korean offices, 0 to 1; 1 when there is nothing to judge.

    Judged are Hangul, hanja, kana and letters of other alphabets; signs as Korean keyboards write them are not.
    """
    judged = {letter: times for letter, times in Counter(letters).items() if not _is_sign(letter)}
    usual = sum(times for letter, times in judged.items() if letter in _USUAL_SYLLABLES)
    return usual / sum(judged.values()) if judged else 1.0


def is_korean(letters: str) -> bool:
    """Return whether at least half of the letters are usual in Korean offices."""
    return korean_share(letters) >= _PLAUSIBLE


def stands_in_words(text: str) -> bool:
    """Return whether the letters beyond ASCII stand mostly inside or beside words of ASCII letters, as accents do."""
    runs = sum(1 for _ in islice(_FAR_FROM_ASCII.finditer(text), _WORDS))
    beside = sum(1 for _ in islice(_BESIDE_LETTERS.finditer(text), _WORDS))
    return 2 * beside > runs


def is_plain_hangul(letters: str) -> bool:
    """Return whether all letters are Hangul of the old standard set (KS X 1001), usual or not, or signs."""
    return all(_is_sign(letter) or _in_standard(letter) for letter in letters)


def is_usual_in_utf8(letters: str) -> bool:
    """Return whether all letters are signs or syllables as Korean files in UTF-8 hold them."""
    return all(letter in _USUAL_IN_UTF8 or letter in _USUAL_SYLLABLES for letter in letters)


def _in_standard(letter: str) -> bool:
    if not "가" <= letter <= "힣":
        return False
    lead, trail = letter.encode("cp949")
    return lead >= 0xB0 and trail >= 0xA1


def _is_sign(letter: str) -> bool:
    """Return whether a letter is a sign of the Korean standard set: punctuation, units, circled figures, jamo."""
    if letter.isalpha() and not "ㄱ" <= letter <= "ㆎ":
        return False
    try:
        return letter.encode("cp949")[0] < 0xAA
    except UnicodeEncodeError:
        return False
