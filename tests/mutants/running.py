"""Runs tests again and again on a program that changes meanwhile: each time in a copy of a process in which everything
but the program is loaded. It reads, line by line, how many seconds of the processor the tests may take and what pytest
is to be told, as JSON; and says how each run ended and how many seconds it took."""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import sys
import time

import pytest

MOST_BYTES = 8 * 1024**3


def _ended(seconds: int, tests: list[str]) -> tuple[int, float]:
    begun = time.monotonic()
    child = os.fork()
    if not child:
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(4 * seconds)
        os._exit(pytest.main(["-x", "-q", "-W", "ignore", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), time.monotonic() - begun


for name in ("html5lib", "playwright.sync_api", "jinja2", "msgspec", "yaml", "markdown_it", "babel.core"):
    importlib.import_module(name)
for line in sys.stdin:
    print(json.dumps(_ended(*json.loads(line))), flush=True)
