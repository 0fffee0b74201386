"""By which names a preview is reached, and where it listens."""

from __future__ import annotations

import errno
import socket

import pytest

from sitegen.preview_address import address_of, listening, means_us

ASKED = {
    "127.0.0.1": {
        "127.0.0.1:8000": True,
        "localhost:8000": True,
        "LOCALHOST:8000": True,
        "[::1]:8000": True,
        "127.0.0.1": False,
        "127.0.0.1:80": False,
        "127.0.0.1:8001": False,
        "127.0.0.1:x": False,
        "127.0.0.1:99999": False,
        "127.0.0.2:8000": False,
        "192.168.1.7:8000": False,
        "example.org:8000": False,
        "localhost.example.org:8000": False,
        "example.org@localhost:8000": False,
        "@localhost:8000": False,
        "localhost:8000/x": False,
        "localhost:8000?": False,
        "[::1:8000": False,
        "": False,
        ":8000": False,
    },
    "localhost": {"localhost:8000": True, "192.168.1.7:8000": False},
    "127.0.0.5": {"127.0.0.5:8000": True, "127.0.0.6:8000": False, "192.168.1.7:8000": False},
    "0.0.0.0": {"192.168.1.7:8000": True, "[fe80::1]:8000": True, "example.org:8000": False, "0.0.0.0:8000": True},
    "My-Desk": {"my-desk:8000": True, "192.168.1.7:8000": True, "other-desk:8000": False},
}


@pytest.mark.parametrize(("host", "header"), [(host, header) for host, asked in ASKED.items() for header in asked])
def test_the_names_that_mean_us(host: str, header: str) -> None:
    assert means_us(header, host, 8000) is ASKED[host][header]


def test_the_port_of_the_web_need_not_be_named() -> None:
    assert means_us("localhost", "127.0.0.1", 80)
    assert means_us("localhost:80", "127.0.0.1", 80)
    assert not means_us("localhost:8000", "127.0.0.1", 80)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("desk", "http://desk:8000"),
    ],
)
def test_the_address_to_type(host: str, address: str) -> None:
    assert address_of(host, 8000) == address


def test_a_port_in_use_gives_the_next_and_it_never_waits() -> None:
    with listening("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        assert first.getblocking() is False
        with listening("127.0.0.1", port) as second:
            assert 0 < second.getsockname()[1] - port <= 20
            assert second.getsockname()[0] == "127.0.0.1"


def _in_use(tried: list[int], free: set[int], number: int) -> object:
    def create(address: tuple[str, int], family: int) -> socket.socket:
        tried.append(address[1])
        if address[1] in free:
            return socket.socket(family)
        raise OSError(number, "not this one")

    return create


@pytest.mark.parametrize(("port", "tried"), [(8000, [*range(8000, 8020), 0]), (65530, [*range(65530, 65536), 0])])
def test_twenty_ports_are_tried_and_then_any(monkeypatch: pytest.MonkeyPatch, port: int, tried: list[int]) -> None:
    seen: list[int] = []
    monkeypatch.setattr(socket, "create_server", _in_use(seen, {0}, errno.EADDRINUSE))
    listening("127.0.0.1", port).close()
    assert seen == tried
    seen.clear()
    monkeypatch.setattr(socket, "create_server", _in_use(seen, set(), errno.EADDRINUSE))
    with pytest.raises(OSError, match="no port is free"):
        listening("127.0.0.1", port)
    assert seen == tried


def test_a_host_that_is_not_here_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(socket, "create_server", _in_use(seen, set(), errno.EADDRNOTAVAIL))
    with pytest.raises(OSError, match="not this one"):
        listening("192.0.2.1", 8000)
    assert seen == [8000]
