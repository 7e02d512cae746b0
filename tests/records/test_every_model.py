"""What holds of every model of the record, now and when there are more of them."""

from pathlib import Path

import pytest
from django.apps import apps
from django.urls import Resolver404, resolve
from django.utils.translation import override
from simple_history.utils import get_history_model_for_model

from delegations.models import Person
from meetings.records.domain import editions
from meetings.records.models import Citation, Record
from tests import factories
from tests.factories import CitationFactory, ConveningFactory, RecordFactory
from tests.support.refusals import refusals

TESTS = Path(__file__).resolve().parent.parent
APPS = ["records", "meetings", "delegations"]
MODELS = [
    model
    for app in APPS
    for model in apps.get_app_config(app).get_models()
    if not model.__name__.startswith("Historical")
]
RECORDS = [model for model in MODELS if issubclass(model, Record)]
FACTORIES = [
    factory
    for factory in vars(factories).values()
    if isinstance(factory, type) and issubclass(factory, RecordFactory) and factory._meta.model
]

each_record = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
each_factory = pytest.mark.parametrize("factory", FACTORIES, ids=lambda f: f.__name__)


def made_by(factory):
    """A record by the factory; citations need something to support."""
    if factory is CitationFactory:
        return CitationFactory(record=ConveningFactory())
    return factory()


def record_of(model):
    return made_by(next(factory for factory in FACTORIES if factory._meta.model is model))


def test_every_record_has_a_factory():
    assert {factory._meta.model for factory in FACTORIES} == set(RECORDS)


@each_factory
@pytest.mark.django_db
def test_what_a_factory_makes_is_valid(factory):
    assert refusals(made_by(factory)) == {}


@each_factory
@pytest.mark.django_db
def test_what_a_factory_makes_is_public_but_for_a_person_who_did_nothing(factory):
    record = made_by(factory)
    is_public = type(record).objects.public().filter(pk=record.pk).exists()
    assert is_public is (type(record) is not Person)


@each_record
@pytest.mark.django_db
def test_every_record_can_say_what_is_public_and_what_is_withdrawn(model):
    record = record_of(model)
    assert record not in model.objects.withdrawn()
    assert set(model.objects.public()) <= set(model.objects.all())


@each_record
@pytest.mark.django_db
def test_writing_any_record_raises_the_edition(model):
    record = record_of(model)
    before = editions.current()
    record.save()
    assert editions.current() == before + 1
    model.objects.filter(pk=record.pk).update(changed_at=record.changed_at)
    assert editions.current() == before + 2
    record.delete()
    assert editions.current() == before + 3


@each_record
@pytest.mark.django_db
def test_every_record_has_a_history_of_its_own_columns(model):
    record = record_of(model)
    record.save()
    record.delete()
    history = get_history_model_for_model(model)
    rows = history.objects.order_by("history_id").values_list("history_type", flat=True)
    columns = {field.name for field in model._meta.fields}
    assert list(rows) == ["+", "~", "-"]
    assert columns <= {field.name for field in history._meta.fields}


@each_record
def test_every_relation_to_many_records_is_kept_in_the_history(model):
    relations = {field.name for field in model._meta.many_to_many}
    kept = {field.name for field in get_history_model_for_model(model)._history_m2m_fields}
    assert kept == relations


@each_record
def test_every_editable_field_explains_itself(model):
    silent = [
        field.name
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.editable and not field.primary_key and not field.help_text
    ]
    assert silent == []


@pytest.mark.parametrize("language", ["en", "fr"])
@each_record
@pytest.mark.django_db
def test_every_record_names_itself_without_a_query(model, language, django_assert_num_queries):
    pk = record_of(model).pk
    record = model.objects.get(pk=pk)
    with override(language), django_assert_num_queries(0):
        assert str(record).strip()


@each_record
@pytest.mark.django_db
def test_every_address_of_a_record_leads_to_a_page(model):
    record = record_of(model)
    if not hasattr(record, "get_absolute_url"):
        return
    path = record.get_absolute_url().partition("#")[0]
    try:
        match = resolve(path)
    except Resolver404:
        pytest.fail(f"{path} leads nowhere")
    assert match.url_name in ("detail", "file", "item", "list")


@each_record
@pytest.mark.django_db
def test_every_record_that_has_a_natural_key_is_found_by_it(model):
    record = record_of(model)
    if hasattr(record, "natural_key"):
        assert model.objects.get_by_natural_key(*record.natural_key()) == record


def test_every_record_can_be_cited():
    citable = {model for model in RECORDS if hasattr(model, "citations")}
    assert citable == set(RECORDS)
    assert Citation in RECORDS


def test_every_constraint_is_tested_by_name():
    tests = "".join(path.read_text() for path in TESTS.rglob("test_*.py"))
    constraints = {constraint.name for model in MODELS for constraint in model._meta.constraints}
    assert {name for name in constraints if f'"{name}"' not in tests} == set()
