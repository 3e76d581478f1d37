"""Who rates: the words for a head, a member of staff, and somebody from outside."""

from __future__ import annotations

from typing import Literal

Role = Literal["head", "staff", "external"]

_HEADS = "head|heads|manager|director|부서장|부서장급|기관장|과장|과장급|국장|국장급|실장|담당관|소장|단장|센터장|간부|관리자|5급이상|사무관"
_STAFF = "staff|member|employee|officer|직원|내부직원|부서원|일반직원|실무자|담당자|주무관|팀원|팀장|6급이하|동료"
_EXTERNAL = (
    "external|outside|citizen|expert|outsider|외부|외부인|외부위원|외부평가|외부평가자|외부평가단|외부전문가|전문가|주민|시민|시민평가단|"
    "민원인|고객|협력기관|유관기관|타기관"
)
_ROLES: dict[str, Role] = {
    **dict.fromkeys(_HEADS.split("|"), "head"),
    **dict.fromkeys(_STAFF.split("|"), "staff"),
    **dict.fromkeys(_EXTERNAL.split("|"), "external"),
}


def role_of(text: str) -> Role | None:
    """Return the role that a cleaned text names, or None."""
    return _ROLES.get(text.replace(" ", "").casefold())
