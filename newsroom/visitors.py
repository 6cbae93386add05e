"""Who comes back, without keeping who it is."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac


def visitor_key(request: HttpRequest) -> str:
    """The same for one address all day, another one tomorrow; nobody without the server's key can tell the address.

    Addresses of one IPv6 network count as one: whoever has one has billions.
    """
    return salted_hmac(
        f"visitor {timezone.now():%Y-%m-%d}", _network(_address(request)), algorithm="sha256"
    ).hexdigest()


def _address(request: HttpRequest) -> str:
    """As the connection has it; behind a proxy what the proxy, not the visitor, wrote last."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def _network(address: str) -> str:
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((read, 64), strict=False)) if read.version == 6 else str(read)
