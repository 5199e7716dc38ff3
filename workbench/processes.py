"""Child processes of our own that answer JSON lines and can be killed.

Parsing and indexing run in them, so that a crash, a hang or a bomb costs one answer and
never the window. The protocol is one JSON object a line in, one out; nothing is pickled.
"""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

from workbench.errors import ChildCrashed, ChildTimeout

MAX_ANSWER = 128 * 1024 * 1024
"""Bytes of one answer; more than this is a runaway child."""

_ROOT = Path(__file__).resolve().parent.parent


class Child:
    """A persistent child process running one module of ours; started at the first request.

    Not for use by two threads at once.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        self._command = [sys.executable, "-P", "-m", module, *arguments]
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self.answered = 0

    def request(self, message: Mapping[str, Any], timeout: float) -> dict[str, Any]:
        """Send `message` and return the answer.

        Raises `ChildTimeout` when no answer came within `timeout` seconds and `ChildCrashed`
        when the process ended first; in both cases the next request starts a new process.
        """
        process = self._running()
        try:
            assert process.stdin is not None  # noqa: S101 - opened with a pipe below
            process.stdin.write(json.dumps(message).encode() + b"\n")
            process.stdin.flush()
        except OSError:
            self.kill()
            raise ChildCrashed("A helper process ended before it could be asked.") from None
        try:
            line = self._answers.get(timeout=timeout)
        except queue.Empty:
            self.kill()
            raise ChildTimeout(f"No answer within {timeout:g} seconds; stopped.") from None
        if not line.endswith(b"\n"):
            too_much = len(line) >= MAX_ANSWER
            code = self.kill()
            raise ChildCrashed(
                "A helper process returned more than it may."
                if too_much
                else f"A helper process ended without an answer (code {code})."
            )
        self.answered += 1
        answer: dict[str, Any] = json.loads(line)
        return answer

    def kill(self) -> int | None:
        """End the process at once; returns its exit code, or None if there was none."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.kill()
        return self._reap(process)

    def close(self, grace: float = 2.0) -> None:
        """Let the process end by itself, or kill it after `grace` seconds."""
        process = self._process
        if process is None:
            return
        assert process.stdin is not None  # noqa: S101 - opened with a pipe below
        try:
            process.stdin.close()
            process.wait(grace)
        except (OSError, subprocess.TimeoutExpired):
            process.kill()
        self._process = None
        self._reap(process)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.kill()
        paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self._answers = queue.SimpleQueue()
        self.answered = 0
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._process.stdout is not None  # noqa: S101 - opened with a pipe above
        self._reader = threading.Thread(
            target=_collect,
            args=(self._process.stdout, self._answers),
            name=f"answers of {self._command[3]}",
            daemon=True,
        )
        self._reader.start()
        return self._process

    def _reap(self, process: subprocess.Popen[bytes]) -> int:
        code = process.wait()
        self._reader.join()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was still unsent to a dead process
                    continue
        return code


def _collect(pipe: IO[bytes], answers: "queue.SimpleQueue[bytes]") -> None:
    # A thread, because a pipe cannot be waited on with a time limit on Windows. The last
    # line is the empty one of the pipe's end, which `request` reads as a crash.
    while True:
        line = pipe.readline(MAX_ANSWER)
        answers.put(line)
        if not line.endswith(b"\n"):
            return


def serve(answer: Callable[[dict[str, Any]], Mapping[str, Any]]) -> None:
    """The child's side: answer each line of standard input until it ends.

    `answer` turns one request into one JSON-serialisable reply. Standard output is kept for
    answers: what libraries print goes to standard error.
    """
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin.buffer:
        reply = answer(json.loads(line))
        output.write(json.dumps(reply).encode() + b"\n")
        output.flush()
