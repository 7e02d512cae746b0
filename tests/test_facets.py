"""Every count of every facet is the length of the list that it leads to, and tells no secret."""

import re
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import RequestFactory

from delegations.domain.entities import LAST_DAY
from delegations.filters.entities import OrganizationFilter, StateFilter
from delegations.models import Delegation, Entity, Statement
from meetings.enums import Format
from meetings.models import Convening
from meetings.records.domain import editions
from meetings.records.enums import Status
from meetings.records.facets import NAMES, FacetedFilterSet
from meetings.records.listings import Listing
from meetings.records.panels import FacetValue
from tests.support.hidden import Hidden
from tests.support.worlds import grow
from uncac_portal.registry import COLLECTIONS

pytestmark = pytest.mark.django_db

# Filters, and the records that they are asked of.
LISTS: dict[str, tuple[type[FacetedFilterSet], Any]] = {
    name: (collection.filters, collection.records)
    for name, collection in COLLECTIONS.items()
    if collection.filters
} | {
    "states": (
        StateFilter,
        lambda: Entity.objects.public().states().with_capacity_on(LAST_DAY),
    ),
    "organizations": (OrganizationFilter, lambda: Entity.objects.public().organizations()),
}


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    """Two of everything, not all alike, beside what is hidden; made once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        with editions.raised_once():
            grown = grow(2)
            Hidden(grown, Status.DRAFT)
            Convening.objects.filter(pk=grown.convening.pk).update(format=Format.HYBRID)
            Statement.objects.filter(pk=grown.statement.pk).update(
                original_language="fr", mode="online", item=None
            )
            Delegation.objects.filter(pk=grown.statement.delegation_id).update(mode="both")
            Entity.objects.filter(pk=grown.state.pk).update(regional_group="african")
        yield grown
        transaction.set_rollback(True)


def asked(name: str, pairs: list[tuple[str, str]]) -> FacetedFilterSet:
    filters, records = LISTS[name]
    data = QueryDict(mutable=True)
    for key, value in pairs:
        data.appendlist(key, value)
    return filters(data, queryset=records())


def lists_that_a_count_leads_to(name: str) -> list[list[tuple[str, str]]]:
    """Nothing asked for, and one value of each facet; the most frequent one narrows least."""
    counts = asked(name, []).counts()
    return [[], *([(facet, min(of, key=of.get))] for facet, of in counts.items() if of)]


@pytest.mark.parametrize("name", LISTS)
def test_every_count_is_the_length_of_the_list_that_it_leads_to(name):
    walked = 0
    for pairs in lists_that_a_count_leads_to(name):
        for facet, counts in asked(name, pairs).counts().items():
            others = [pair for pair in pairs if pair[0] != facet]
            for value, count in counts.items():
                found = asked(name, [*others, (facet, value)])
                assert found.ignored == []
                assert len(list(found.qs)) == count, (pairs, facet, value)
                walked += 1
    assert walked or not asked(name, []).facets


@pytest.mark.parametrize("name", LISTS)
def test_the_values_of_a_facet_add_up_to_its_list(name):
    """Several values of one facet find what any of them finds, each once."""
    filterset = asked(name, [])
    everything = list(filterset.qs.order_by("pk").values_list("pk", flat=True))
    assert len(set(everything)) == len(everything)
    for facet, counts in filterset.counts().items():
        rows = {pk for pk, _value in filterset.facets[facet].pairs(filterset.queryset)}
        assert bool(rows) == bool(counts)
        if counts:
            found = asked(name, [(facet, value) for value in counts]).qs
            assert sorted(found.values_list("pk", flat=True)) == sorted(rows)


@pytest.mark.parametrize("name", LISTS)
def test_what_is_hidden_is_no_value_of_any_facet(name):
    filterset = asked(name, [])
    for facet, counts in filterset.counts().items():
        labels = filterset.form.fields[facet].labels
        assert counts.keys() <= labels.keys(), facet
        for word in map(str, [*labels, *labels.values()]):
            assert not re.search(r"secret(?!ariat)", word, re.IGNORECASE)
        hidden = asked(name, [(facet, "secret-1001")])
        assert [one.value for one in hidden.ignored] == ["secret-1001"]
        assert hidden.qs.count() == filterset.qs.count()


@pytest.mark.parametrize("name", LISTS)
def test_the_names_of_filters_are_those_that_every_address_uses(name):
    names = list(asked(name, []).filters)
    assert names == [each for each in NAMES if each in names]


def values_of(listing: Listing) -> list[FacetValue]:
    return [value for panel in listing.panels for value in panel.values]


@pytest.mark.parametrize("name", LISTS)
def test_every_link_beside_a_list_leads_to_as_much_as_it_says(name):
    filters, records = LISTS[name]

    def listing(address: str) -> Listing:
        return Listing(RequestFactory().get(f"/list/{address}"), filters, records())

    shown = listing("?from=1999&page=2")
    for value in values_of(shown):
        narrowed = listing(value.address)
        assert narrowed.count == value.count
        assert [v.id for v in values_of(narrowed) if v.selected] == [value.id]
    for bar in shown.bars:
        assert listing(bar.address).count == bar.count
