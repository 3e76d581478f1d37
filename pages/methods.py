"""What every number on these pages is, and what it rests on."""

from kpi.core.text import Text
from pages.parts import definitions, header, session, study

_TITLE = Text("지표 설명", "Methods")
_CAPTION = Text(
    "모든 수치의 정의, 산식, 한계, 근거. 처리시간은 같은 업무끼리 비교하고, 판정은 차이의 95% 구간에 따릅니다(여럿을 함께 비교하면 보정 p도 봅니다).",
    "Definition, formula, limits and sources of every number. Times compare the same tasks only; "
    "verdicts follow the 95% interval of the difference, and adjusted p where many are compared.",
)

lang = session.language()
header.head(_TITLE.say(lang), lang=lang, caption=_CAPTION.say(lang), share=False)
definitions.pillars(lang, opened=session.selection().indicator)
study.published_cases(lang)
study.printed_figures(lang)
