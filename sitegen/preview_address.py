"""Where the preview listens, and the names it answers to: its own, and no name that another page gave it."""

from __future__ import annotations

import errno
import ipaddress
import socket
from urllib.parse import urlsplit

_PORTS_TRIED = 20


def means_us(header: str, host: str, port: int) -> bool:
    """Whether a request with this Host was meant for a server that listens at the host and port."""
    try:
        parts = urlsplit(f"//{header}")
        name, given = parts.hostname or "", parts.port or 80
    except ValueError:
        return False
    if parts.netloc != header or "@" in header or given != port:
        return False
    # Whoever asked for more than this computer is reached by number; a name could be anybody's.
    open_to_others = not _is_loopback(host)
    return name in ("localhost", "127.0.0.1", "::1", host.lower()) or (open_to_others and _is_number(name))


def _is_number(name: str) -> bool:
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_number(host) and ipaddress.ip_address(host).is_loopback)


def address_of(host: str, port: int) -> str:
    """The address to type into a browser on this computer."""
    name = "127.0.0.1" if host in ("", "0.0.0.0", "::") else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def listening(host: str, port: int) -> socket.socket:
    """A socket on the port asked for, the next free one, or any."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in [*range(port, min(port + _PORTS_TRIED, 65536)), 0]:
        try:
            bound = socket.create_server((host, candidate), family=family)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
        else:
            bound.setblocking(False)
            return bound
    raise OSError(errno.EADDRINUSE, "no port is free")
