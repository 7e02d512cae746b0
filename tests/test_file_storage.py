"""Files elsewhere: the same deeds and answers with a server that speaks S3's protocol."""

import hashlib
import os
import subprocess
import sys
from urllib.parse import quote

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from moto.server import ThreadedMotoServer

from meetings.domain.files import hold
from meetings.records.domain import editions
from meetings.records.files import CHUNK
from tests.factories import DocumentFactory, DocumentFileFactory
from tests.support.uploads import pdf, upload
from uncac_portal.file_storage import storage_at

KEY, SECRET = "key", "se/cr+t"
ADDRESS = "/documents/CAC/COSP/2021/3/fr"


@pytest.fixture(scope="module")
def server():
    """The host and port of a server with a bucket “papers”."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"{host}:{port}"
    moto.stop()


@pytest.fixture
def bucket(server):
    """An empty bucket, as its own client sees it."""
    login = {"aws_access_key_id": KEY, "aws_secret_access_key": SECRET}
    s3 = boto3.resource("s3", endpoint_url=f"http://{server}", region_name="eu-west-1", **login)
    bucket = s3.Bucket("papers")
    bucket.create(CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    yield bucket
    bucket.objects.delete()
    bucket.delete()


@pytest.fixture
def version(bucket, server, settings):
    """A French version, whose file the portal keeps in the bucket."""
    secret = quote(SECRET, safe="")
    address = f"s3://{KEY}:{secret}@{server}/papers/portal?region=eu-west-1&tls=off"
    settings.STORAGES = {**settings.STORAGES, "default": storage_at(address)}
    document = DocumentFactory(symbol="CAC/COSP/2021/3")
    return DocumentFileFactory(document=document, language="fr")


def contents(bucket):
    return {found.key: found.get()["Body"].read() for found in bucket.objects.all()}


def name_of(content):
    return f"portal/documents/cac-cosp-2021-3/fr-{hashlib.sha256(content).hexdigest()[:12]}.pdf"


@pytest.mark.django_db
def test_files_are_held_replaced_and_handed_out_from_elsewhere(version, bucket, client):
    first, second = pdf("first"), pdf("second") + bytes(3 * CHUNK)
    hold(version, upload(first))
    hold(version, upload(second))
    assert contents(bucket) == {name_of(first): first, name_of(second): second}
    whole = client.get(ADDRESS)
    assert (whole.status_code, whole.getvalue()) == (200, second)
    tag = f'"{hashlib.sha256(second).hexdigest()}"'
    assert (whole.headers["ETag"], whole.headers["Content-Length"]) == (tag, str(len(second)))
    part = client.get(ADDRESS, headers={"range": "bytes=5-99999", "if-range": tag})
    assert (part.status_code, part.getvalue()) == (206, second[5:100_000])
    assert part.headers["Content-Range"] == f"bytes 5-99999/{len(second)}"
    assert client.get(ADDRESS, headers={"if-none-match": tag}).status_code == 304
    assert client.get(f"{ADDRESS}/1").getvalue() == first
    hold(version, upload(second))
    assert len(contents(bucket)) == 2


@pytest.mark.django_db
def test_a_failure_leaves_no_file_elsewhere(version, bucket):
    def hold_and_fail():
        with editions.raised_once():
            hold(version, upload(pdf()))
            assert len(contents(bucket)) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        hold_and_fail()
    assert contents(bucket) == {}


@pytest.mark.django_db
def test_a_file_that_was_lost_elsewhere_is_not_there(version, bucket, client):
    hold(version, upload(pdf()))
    bucket.objects.delete()
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.django_db
def test_a_part_is_fetched_alone_and_piece_by_piece(version):
    content = pdf() + bytes(4 * CHUNK)
    hold(version, upload(content))
    opened = version.file.storage.open_part(version.file.name, 10, 20)
    assert (opened.read(4), opened.read()) == (content[10:14], content[14:20])


# The address of the storage


def test_without_an_address_files_are_on_this_machine():
    assert storage_at("") == {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def test_an_address_says_where_the_bucket_is_and_who_may_write_there():
    assert storage_at("s3://k:s%2F%2B@files.example.org:9000/papers/a/b?region=x")["OPTIONS"] == {
        "bucket_name": "papers",
        "location": "a/b",
        "file_overwrite": False,
        "region_name": "x",
        "access_key": "k",
        "secret_key": "s/+",
        "endpoint_url": "https://files.example.org:9000",
        "addressing_style": "path",
    }
    assert storage_at("s3:///papers")["OPTIONS"] == {
        "bucket_name": "papers",
        "location": "",
        "file_overwrite": False,
        "region_name": None,
    }


@pytest.mark.parametrize("address", ["/folder", "https://example.org/papers", "s3://host", "s3:"])
def test_what_is_no_address_of_a_storage_is_refused(address):
    with pytest.raises(ImproperlyConfigured, match="FILES_URL is empty or s3://"):
        storage_at(address)


def test_what_speaks_to_a_storage_elsewhere_is_not_loaded_for_files_on_this_machine(tmp_path):
    asks = (
        "import django, sys; django.setup();"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        "from django.core.files.storage import default_storage; default_storage.exists('x');"
        "print('boto3' in sys.modules, 'botocore' in sys.modules)"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "uncac_portal.settings",
        "DATA_DIR": str(tmp_path),
        "FILES_URL": "",
    }
    said = subprocess.run(
        [sys.executable, "-c", asks], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout == "False False\n"
