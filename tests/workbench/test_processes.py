"""Child processes answer, crash, hang and are stopped, at the cost of one answer."""

import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.errors import ChildCrashed, ChildTimeout
from workbench.processes import Child

SERVER = """
import os, sys, time
from workbench.processes import serve

def answer(request):
    match request["do"]:
        case "echo":
            print("a library's chatter")
            return {"echo": request["text"], "pid": os.getpid()}
        case "crash":
            os._exit(3)
        case "hang":
            time.sleep(600)
        case "flood":
            return {"flood": "x" * request["size"]}

serve(answer)
"""


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    (tmp_path / "answering_child.py").write_text(textwrap.dedent(SERVER))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    started = Child("answering_child")
    yield started
    started.close()


def echo(child: Child, text: str = "hello") -> int:
    answer = child.request({"do": "echo", "text": text}, timeout=30)
    assert answer["echo"] == text
    return int(answer["pid"])


def test_one_process_answers_many_requests_whatever_it_prints(child: Child) -> None:
    assert len({echo(child, text) for text in ("one", "zwei 🚜", "three\nlines")}) == 1
    assert child.answered == 3


def test_after_a_crash_the_next_request_is_answered_by_a_new_process(child: Child) -> None:
    first = echo(child)
    with pytest.raises(ChildCrashed, match="code 3"):
        child.request({"do": "crash"}, timeout=30)
    assert echo(child) != first


def test_a_process_that_hangs_is_killed_at_its_time(child: Child) -> None:
    echo(child)
    with pytest.raises(ChildTimeout, match=r"0\.2 seconds"):
        child.request({"do": "hang"}, timeout=0.2)
    echo(child)


def test_a_runaway_answer_is_a_crash(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.processes.MAX_ANSWER", 1000)
    with pytest.raises(ChildCrashed, match="more than it may"):
        child.request({"do": "flood", "size": 5000}, timeout=30)
    echo(child)


def test_a_module_that_cannot_start_is_a_crash() -> None:
    with pytest.raises(ChildCrashed):
        Child("no_such_module_of_ours").request({}, timeout=30)


def test_closing_ends_the_process(child: Child) -> None:
    echo(child)
    child.close()
    assert child.kill() is None
