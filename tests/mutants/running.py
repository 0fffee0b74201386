"""Runs tests again and again on a program that changes meanwhile: each time in a copy of a process in which everything
but the program is loaded. It reads the tests, as JSON lists, and says how each run ended, line by line."""

from __future__ import annotations

import importlib
import json
import os
import resource
import signal
import sys

import pytest

# Whatever takes longer than the tests ever do goes round in circles.
MOST_SECONDS, MOST_BYTES = int(sys.argv[1]), 8 * 1024**3


def _ended(tests: list[str]) -> int:
    child = os.fork()
    if not child:
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(4 * MOST_SECONDS)
        os._exit(pytest.main(["-x", "-q", "-W", "ignore", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


for name in ("html5lib", "playwright.sync_api", "jinja2", "msgspec", "yaml", "markdown_it", "babel.core"):
    importlib.import_module(name)
for line in sys.stdin:
    print(_ended(json.loads(line)), flush=True)
