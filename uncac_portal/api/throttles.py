"""How often one address may ask."""

from typing import Any

from django.conf import settings
from redis.exceptions import RedisError
from rest_framework.throttling import SimpleRateThrottle


class AddressThrottle(SimpleRateThrottle):
    """`API_RATE` requests from one address; an answer 304 costs nothing, an empty rate no limit.

    Nobody is refused because the cache in which they are counted fails.
    """

    scope = "api"

    def allow_request(self, request: Any, view: Any) -> bool:
        try:
            return bool(super().allow_request(request, view))
        except RedisError:
            return True

    def get_rate(self) -> str | None:
        return settings.API_RATE or None

    def get_cache_key(self, request: Any, view: Any) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}

    @property
    def headers(self) -> dict[str, str]:
        """How many requests are allowed, how many are left, and in how many seconds all are."""
        if self.rate is None or not hasattr(self, "history"):
            return {}
        oldest = self.history[-1] if self.history else self.now
        return {
            "RateLimit-Limit": str(self.num_requests),
            "RateLimit-Remaining": str(max(0, self.num_requests - len(self.history))),
            "RateLimit-Reset": str(max(0, round(oldest + self.duration - self.now))),
        }
