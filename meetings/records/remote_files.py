"""A storage elsewhere that speaks the protocol of S3; loaded only where FILES_URL names one."""

from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage

MISSING = ("NoSuchKey", "404")


class RemoteFiles(S3Storage):
    """Files in a bucket, handed out piece by piece without being fetched whole."""

    client_config: Config

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # Servers other than Amazon's may not know the newer checksums; the portal has its own.
        plain = Config(
            signature_version="s3v4",
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        self.client_config = self.client_config.merge(plain)

    def size(self, name: str) -> int:
        """The size in bytes; raises FileNotFoundError where nothing is stored under the name."""
        try:
            return super().size(name)
        except ClientError as error:
            if error.response["Error"]["Code"] in MISSING:
                raise FileNotFoundError(name) from error
            raise

    def open_part(self, name: str, start: int, stop: int) -> Any:
        """The bytes from `start` up to `stop`, to be read and closed like a file."""
        stored = self.bucket.Object(self._normalize_name(name))
        try:
            return stored.get(Range=f"bytes={start}-{stop - 1}")["Body"]
        except ClientError as error:
            if error.response["Error"]["Code"] in MISSING:
                raise FileNotFoundError(name) from error
            raise
