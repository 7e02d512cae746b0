"""What a heading says of the States and organizations that it introduces."""

import re

from delegations.enums import Capacity

REPRESENTED = re.compile(
    r"represented|attended|took part|participated|représenté|participé|assisté|représentée"
    r"|representad|participaron|participó|asisti|представлен|участвовал|присутств"
    r"|مثل|ممثل|شارك|حضر|代表|出席|参加|đại diện|tham dự|tham gia",
    re.IGNORECASE,
)
_NEITHER = re.compile(
    r"non-?\s?signator|not (?:yet )?(?:a )?(?:part|signator)|neither|non[- ]?part"
    r"|non[- ]signataire|ni signataire|n’(?:est|étaient|ont) pas|no signatari|que no (?:son|eran)"
    r"|не (?:явля|подпис)|غير (?:الموقّعة|الموقعة|الأطراف)|ليست|非签署|非缔约|不是"
    r"|chưa ký|không phải",
    re.IGNORECASE,
)
_REIO = re.compile(
    r"regional economic integration|intégration économique régionale|integración económica regional"
    r"|региональн\w+ экономическ\w+ интеграци|التكامل الاقتصادي الإقليمي|区域经济一体化"
    r"|hội nhập kinh tế khu vực",
    re.IGNORECASE,
)
_SIGNATORY = re.compile(
    r"signator|signataire|signatari|подписавш|الموق[ّع]?|签署|ký kết|đã ký", re.IGNORECASE
)
_PARTY = re.compile(
    r"states? part|parties|états? part|estados? parte|участник|الأطراف|الدول الطرف|طرف|缔约|当事"
    r"|quốc gia thành viên|nước thành viên|\bparty\b",
    re.IGNORECASE,
)
_ORGANIZATIONS = re.compile(
    r"organi[sz]ation|secretariat|specialized agenc|programmes|institut|organisme|secrétariat"
    r"|institutions spécialisées|organizacion|secretaría|organismos|организаци|секретариат|учрежден"
    r"|منظم|الأمانة|وكالات|هيئات|组织|秘书处|专门机构|机构|tổ chức|ban thư ký|cơ quan",
    re.IGNORECASE,
)
_OBSERVER = re.compile(r"observ|наблюдател|مراقب|观察员|quan sát", re.IGNORECASE)


def is_about_integration(text: str) -> bool:
    """Whether the words only explain what the European Union is."""
    return _REIO.search(text) is not None


def claim_of(heading: str) -> str:
    """As what the heading says that they were represented; empty where it says nothing."""
    if _REIO.search(heading):
        return Capacity.PARTY.value if _PARTY.search(heading) else ""
    if _NEITHER.search(heading):
        return Capacity.NON_SIGNATORY.value
    if _SIGNATORY.search(heading):
        return Capacity.SIGNATORY.value
    if _ORGANIZATIONS.search(heading) and not re.search(r"States part", heading):
        return Capacity.OBSERVER.value
    if _PARTY.search(heading):
        return Capacity.PARTY.value
    return Capacity.OBSERVER.value if _OBSERVER.search(heading) else ""


def agrees(claim: str, capacity: str) -> bool:
    """Whether the record says the same on the day; “observer” may be said of non-signatories."""
    if claim == Capacity.OBSERVER:
        return capacity in (Capacity.OBSERVER, Capacity.NON_SIGNATORY)
    return not claim or claim == capacity
