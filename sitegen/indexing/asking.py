"""Asks the program Pagefind for an index, by a pipe on which each question and answer has a comma behind it."""

from __future__ import annotations

import base64
import contextlib
import importlib.util
import json
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final

INSTALL: Final = "pip install 'sitegen-briefing[search]'"
_PATIENCE = 600


class NotIndexed(Exception):
    """Pagefind did not do what it was asked; the text says how."""


@dataclass(frozen=True, slots=True)
class Program:
    """Pagefind as it is installed here. `version` tells it from every other."""

    path: str
    version: str

    def asked(self, parts: Sequence[Sequence[Mapping[str, Any]]]) -> Iterator[dict[str, bytes]]:
        """The files of an index of each part of the records, one part after the other."""
        questions: list[dict[str, Any]] = []
        for number, records in enumerate(parts):
            questions.append({"type": "NewIndex", "config": {}})
            questions += [{"type": "AddRecord", "index_id": number, **record} for record in records]
            questions.append({"type": "GetFiles", "index_id": number})
            questions.append({"type": "DeleteIndex", "index_id": number})
        with subprocess.Popen([self.path, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
            giving_up = threading.Timer(_PATIENCE, running.kill)
            giving_up.start()
            # It answers while it is asked, and would wait for ever for somebody to hear the answers.
            telling = threading.Thread(target=_tell, args=(running.stdin, questions))
            telling.start()
            try:
                yield from _files(running.stdout, len(parts), len(questions))
            finally:
                giving_up.cancel()
                running.kill()
                telling.join()
                with contextlib.suppress(OSError):
                    running.stdin.close()  # type: ignore[union-attr]


def installed() -> Program | None:
    """Pagefind where it is installed with what is needed beside it, and else None."""
    if not importlib.util.find_spec("cbor2") or not importlib.util.find_spec("pagefind_bin"):
        return None
    import pagefind_bin

    path = pagefind_bin.get_executable()
    # What was packed with it tells its number, but to load what reads that takes longer than to make a small index.
    state = path.stat()
    return Program(str(path), f"{state.st_size} {state.st_mtime_ns}")


def _tell(pipe: IO[bytes] | None, questions: list[dict[str, Any]]) -> None:
    assert pipe is not None
    # Where it is gone, the missing answer says so.
    with contextlib.suppress(OSError):
        for number, question in enumerate(questions, start=1):
            pipe.write(base64.b64encode(json.dumps({"message_id": number, "payload": question}).encode()) + b",")
        pipe.flush()


def _files(pipe: IO[bytes] | None, wanted: int, count: int) -> Iterator[dict[str, bytes]]:
    answered = 0
    for answer in _answers(pipe):
        answered += 1
        if answer["type"] == "Error":
            raise NotIndexed(str(answer.get("message", answer)))
        if answer["type"] == "GetFiles":
            yield {one["path"]: base64.b64decode(one["content"]) for one in answer["files"]}
            wanted -= 1
            if not wanted:
                return
    raise NotIndexed(f"it ended after {answered:,} of {count:,} answers")


def _answers(pipe: IO[bytes] | None) -> Iterator[Mapping[str, Any]]:
    assert pipe is not None
    begun: list[bytes] = []
    while data := pipe.read1(1 << 20):  # type: ignore[attr-defined]
        *ended, rest = data.split(b",")
        for end in ended:
            yield json.loads(base64.b64decode(b"".join([*begun, end])))["payload"]
            begun = []
        begun.append(rest)
