"""Where files are kept, from one address in the environment."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def storage_at(address: str) -> dict[str, Any]:
    """Django's settings of the storage at the address; without one, files are on this machine.

    `s3://key:secret@host/bucket/folder?region=…` is a bucket on any server that speaks S3's
    protocol, `s3:///bucket` one at Amazon. `tls=off` is for a server on the same machine,
    `addressing=virtual` for one that wants the bucket in its host name.
    """
    if not address:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(address)
    bucket, _, inside = parts.path.strip("/").partition("/")
    if parts.scheme != "s3" or not bucket:
        raise ImproperlyConfigured("FILES_URL is empty or s3://key:secret@host/bucket.")
    more = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    options: dict[str, Any] = {
        "bucket_name": bucket,
        "location": inside,
        "file_overwrite": False,
        "region_name": more.get("region"),
    }
    if parts.username and parts.password:
        options |= {"access_key": unquote(parts.username), "secret_key": unquote(parts.password)}
    if host := parts.netloc.rpartition("@")[2]:
        scheme = "http" if more.get("tls") == "off" else "https"
        options["endpoint_url"] = f"{scheme}://{host}"
        options["addressing_style"] = more.get("addressing", "path")
    return {"BACKEND": "meetings.records.remote_files.RemoteFiles", "OPTIONS": options}
