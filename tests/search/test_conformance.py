"""The same query finds the same records, whichever database it is asked in."""

from collections import defaultdict

import pytest

from tests.support.golden import check_golden
from uncac_portal.registry import COLLECTIONS
from uncac_portal.search.filters import SearchFilter
from uncac_portal.search.kinds import KINDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_record")]

QUERIES = """
thu hồi tài sản tham nhũng
thu hoi tai san tham nhung
"tai san" kind:item
Hỗ trợ kỹ thuật kind:item
ho tro ky thuat kind:item
فيتنام
الإمارات kind:entity
الامارات kind:entity
الإِمَارَات kind:entity
الاتفاقية kind:session body:cosp year:2021
اتفاقيه kind:session body:cosp year:2021
越南
越
瑞士
反腐败 kind:body
审议 kind:body
Швейцария
Швейцарии
Швейцарию
Вьетнам
коррупция kind:body
группы kind:body
beneficial owner
parliament
parliaments
supreme audit kind:item
audits supreme kind:item
États-Unis kind:delegation
Etats Unis kind:delegation
Suisse
recouvrement d'avoirs kind:body
recouvrements avoir kind:body
recuperación de activos kind:body
recuperacion activo kind:body
StAR
GlobE -kind:statement
globe network -kind:statement
WCO
IRG kind:body
irg-12-resumed kind:session
WGAR kind:body
Turkey
Türkiye
turkiye
Swaziland
Macedonia kind:entity
VN
VNM
chn kind:entity
Vietnam
WG.2/2018
wg.2/2018/2
wg.2 kind:document
WG.4/2011/CRP
CAC/COSP/2021/1
CAC/COSP/2021*
CAC/COSP/WG.4/2011/2/Corr.1
Add.66
"asset declarations"
"declarations asset"
"beneficial ownership" -kind:topic
ownership OR parliaments
ownership OR parliaments -kind:item
confiscat* -kind:statement
confiscation NOT asset kind:article
state:vnm
state:"Viet Nam" kind:delegation
country:idn,mar type:statement
organization:wco kind:statement year:2021
body:wgar year:2018
body:IRG topic:asset-recovery kind:session
topic:"beneficial ownership"
article:57 kind:item
format:hybrid kind:meeting
from:2025-12-01 kind:meeting
to:2006 kind:session
since:2009 until:2009 kind:session
mode:online kind:delegation group:african
language:vi kind:statement
customs -kind:statement -kind:delegation -kind:entity
-kind:item,session,meeting,document,delegation,statement,officer,entity,article,topic
recovery of assets kind:article
article 57
of the kind:body
1(f)
rapporteur year:2031
12th session kind:session
12th resumed session kind:session
12e session kind:session
""".strip().splitlines()


def natural_id(kind, record):
    """How a person tells the record, in any database."""
    if kind == "statements":
        return f"{record.delegation.convening.slug}.{record.delegation.entity.slug}"
    if kind == "officers":
        return f"{record.convening.slug}.{record.role}"
    return str(COLLECTIONS[kind].table.id_of(record))


@pytest.fixture(scope="module")
def names(whole_record, django_db_blocker):
    with django_db_blocker.unblock():
        return {
            (name, record.pk): natural_id(name, record)
            for name, kind in KINDS.items()
            for record in kind.loaded(kind.model.objects.public())
        }


def found_by(query, names):
    """A line for each kind that is found, with what is found of it."""
    found = defaultdict(list)
    for entry in SearchFilter({"q": query}).qs:
        found[entry.kind].append(names[entry.kind, entry.record_id])
    return "".join(f"    {kind}: {' '.join(sorted(found[kind]))}\n" for kind in sorted(found))


def test_every_query_finds_the_records_it_should(names):
    said = "".join(f"{query}\n{found_by(query, names)}" for query in QUERIES)
    check_golden("searches.txt", said.encode())


SAME = [
    ("thu hồi tài sản", "thu hoi tai san"),
    ("الإمارات", "الامارات"),
    ("Швейцария", "Швейцарию"),
    ("recouvrement d'avoirs", "recouvrements avoir"),
    ("recuperación de activos", "recuperacion activo"),
    ("recovery of assets", "asset recovery"),
    ("meeting", "meetings"),
    ("Türkiye", "turkiye"),
    ("state:vnm", 'country:"Viet Nam"'),
    ("kind:statement", "type:statements"),
    ("12th session kind:session", "12 session kind:session"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_another_spelling_finds_the_same(one, other, names):
    assert found_by(one, names) == found_by(other, names) != ""


FIRST = {
    "CAC/COSP/2021/1": ("documents", "CAC/COSP/2021/1"),
    "cac/cosp/wg.2/2018/2": ("documents", "CAC/COSP/WG.2/2018/2"),
    "asset recovery": ("topics", "asset-recovery"),
    "GlobE network": ("topics", "globe-network"),
    "irg": ("bodies", "irg"),
    "wco": ("entities", "wco"),
    "Turkey": ("entities", "tur"),
    "vnm": ("entities", "vnm"),
    "Article 57": ("articles", "57"),
    "Conference of the States Parties to the United Nations Convention against Corruption": (
        "bodies",
        "cosp",
    ),
}


@pytest.mark.parametrize("query", FIRST)
def test_what_bears_the_name_comes_first(query, names):
    first = SearchFilter({"q": query}).qs[0]
    assert (first.kind, names[first.kind, first.record_id]) == FIRST[query]


def test_the_order_is_the_same_whenever_it_is_asked_for():
    keys = [[e.pk for e in SearchFilter({"q": "recovery"}).qs] for _ in range(2)]
    assert keys[0] == keys[1]


@pytest.mark.parametrize("query", ["", "recovery", "recovery kind:item", "state:vnm year:2021"])
def test_every_count_is_the_length_of_the_list_it_leads_to(query):
    filters = SearchFilter({"q": query})
    for name, counts in filters.counts().items():
        for value, count in list(counts.items())[:5]:
            asked = filters.data.copy()
            asked.setlist(name, [value])
            assert SearchFilter(asked).qs.count() == count, (name, value)
