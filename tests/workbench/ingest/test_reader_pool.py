"""Reading in child processes: what one file may cost, and what it may not do."""

import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

from workbench.domain import DateBasis, Outcome
from workbench.ingest import SUFFIXES, ReaderPool, Request
from workbench.tasks import Cancelled, Task

STRANGE_READER = '''
"""A reader that does to one file what its name says."""
import os, sys, threading
from workbench.ingest import guard
from workbench.processes import serve

def attempt(name, deed):
    try:
        deed()
    except guard.Forbidden as error:
        return f"{name}: forbidden"
    return f"{name}: done"

def answer(request):
    if not request:
        return {}
    name = os.path.basename(request["path"])
    if name == "crash":
        os._exit(3)
    if name == "hang":
        threading.Event().wait()
    reason = ""
    if name == "deeds":
        import socket, subprocess
        reason = ", ".join([
            attempt("socket", lambda: socket.socket()),
            attempt("lookup", lambda: socket.getaddrinfo("localhost", 80)),
            attempt("program", lambda: subprocess.run([sys.executable, "-V"])),
            attempt("system", lambda: os.system("true")),
            attempt("fork", getattr(os, "fork", lambda: None)),
            attempt("write", lambda: open(request["path"], "w")),
            attempt("create", lambda: os.open(request["path"], os.O_CREAT | os.O_WRONLY)),
            attempt("remove", lambda: os.remove(request["path"])),
            attempt("read", lambda: open(__file__).close()),
        ])
    if name == "memory":
        try:
            bytearray(4 * 1024 ** 3)
        except MemoryError:
            reason = "no memory"
    if name == "process":
        reason = str(os.getpid())
    return {"outcome": "refused", "reason": reason, "sha256": "", "draft": None}

guard.limit_resources()
guard.forbid_side_effects()
serve(answer)
'''


@pytest.fixture
def pool() -> Iterator[ReaderPool]:
    with ReaderPool() as readers:
        yield readers


@pytest.fixture
def strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., ReaderPool]:
    """Makes a pool whose one reader does what files are named."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "strange_reader.py").write_text(STRANGE_READER)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "modules"))

    def make(**settings: float) -> ReaderPool:
        return ReaderPool(1, module="strange_reader", **settings)

    return make


def article(folder: Path, name: str, words: str = "The board voted on Monday.") -> Path:
    path = folder / name
    path.write_text(f"Title of {name}\n\n{words}\n")
    return path


def test_an_article_and_its_hash(pool: ReaderPool, tmp_path: Path) -> None:
    path = article(tmp_path, "2025-03-12-crane.txt")
    first = pool.read(path)
    assert first.outcome is Outcome.IMPORTED
    assert first.path == str(path)
    assert first.draft is not None
    assert first.draft.text == "The board voted on Monday."
    assert (first.draft.published, first.draft.date_basis) == ("2025-03-12", DateBasis.FILE)
    again = pool.read(path, first.sha256)
    assert (again.outcome, again.sha256, again.draft) == (Outcome.UNCHANGED, first.sha256, None)


def test_every_format_has_its_reader(pool: ReaderPool, tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        (tmp_path / f"empty{suffix}").write_bytes(b"")
    results = list(pool.read_all(Request(tmp_path / f"empty{suffix}") for suffix in SUFFIXES))
    assert {(r.outcome, r.reason) for r in results} == {(Outcome.REFUSED, "The file is empty.")}


def test_results_come_in_the_order_of_the_requests(pool: ReaderPool, tmp_path: Path) -> None:
    paths = [
        article(tmp_path, f"{n:02}.txt", "word " * (10_000 if n % 7 == 0 else 5)) for n in range(30)
    ]
    results = list(pool.read_all(Request(path) for path in paths))
    assert [result.path for result in results] == [str(path) for path in paths]
    assert {result.outcome for result in results} == {Outcome.IMPORTED}


def test_requests_are_taken_only_a_few_ahead(pool: ReaderPool, tmp_path: Path) -> None:
    taken: list[int] = []

    def requests() -> Iterator[Request]:
        for number in range(100):
            taken.append(number)
            yield Request(article(tmp_path, f"{number}.txt"))

    results = pool.read_all(requests())
    next(results)
    assert len(taken) <= 4
    results.close()


def test_a_cancel_keeps_what_is_answered_and_begins_nothing(
    pool: ReaderPool, tmp_path: Path
) -> None:
    task = Task()
    results = pool.read_all((Request(article(tmp_path, f"{n}.txt")) for n in range(50)), task)
    kept = [next(results)]
    task.cancel()
    with pytest.raises(Cancelled):
        kept.extend(results)
    assert [result.outcome for result in kept] == [Outcome.IMPORTED] * len(kept)
    assert len(kept) < 10
    assert pool.read(article(tmp_path, "after.txt")).outcome is Outcome.IMPORTED


def test_a_crash_is_one_failed_file(strange: Callable[..., ReaderPool], tmp_path: Path) -> None:
    with strange() as readers:
        names = ["process", "crash", "process"]
        before, crashed, after = readers.read_all(Request(tmp_path / name) for name in names)
    assert crashed.outcome is Outcome.FAILED
    assert crashed.reason == (
        "The reading process ended without an answer: the file may be damaged."
    )
    assert before.reason != after.reason


def test_a_hang_is_one_failed_file(strange: Callable[..., ReaderPool], tmp_path: Path) -> None:
    with strange(seconds=0.3) as readers:
        hung, after = readers.read_all(Request(tmp_path / name) for name in ("hang", "process"))
    assert hung.outcome is Outcome.FAILED
    assert hung.reason == "Reading took longer than 0.3 seconds and was stopped."
    assert after.reason


def test_a_reader_that_cannot_start_is_said_so(tmp_path: Path) -> None:
    with ReaderPool(1, module="no_such_module") as readers:
        result = readers.read(tmp_path / "a.txt")
    assert (result.outcome, result.reason) == (
        Outcome.FAILED,
        "The reading process could not be started.",
    )


def test_processes_are_replaced_after_some_files(
    strange: Callable[..., ReaderPool], tmp_path: Path
) -> None:
    with strange(recycled_after=3) as readers:
        processes = [readers.read(tmp_path / "process").reason for _ in range(7)]
    assert len(set(processes[:3])) == len(set(processes[3:6])) == 1
    assert len(set(processes)) == 3


def test_closing_gives_up_a_file_that_is_being_read(
    strange: Callable[..., ReaderPool], tmp_path: Path
) -> None:
    readers = strange(seconds=60)
    begun, ended = threading.Event(), threading.Event()

    def requests() -> Iterator[Request]:
        yield Request(tmp_path / "hang")
        begun.set()

    def read() -> None:
        with pytest.raises(Cancelled):
            list(readers.read_all(requests()))
        ended.set()

    reading = threading.Thread(target=read)
    reading.start()
    assert begun.wait(30)
    readers.close()
    reading.join(30)
    assert ended.is_set()


def test_a_closed_pool_reads_nothing(tmp_path: Path) -> None:
    readers = ReaderPool()
    readers.close()
    with pytest.raises(Cancelled):
        readers.read(tmp_path / "a.txt")
    with pytest.raises(Cancelled):
        list(readers.read_all([Request(tmp_path / "a.txt")]))
    readers.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such events")
def test_a_reader_may_not_reach_beyond_its_file(
    strange: Callable[..., ReaderPool], tmp_path: Path
) -> None:
    (tmp_path / "deeds").write_text("kept")
    with strange() as readers:
        deeds = readers.read(tmp_path / "deeds").reason
    forbidden = ["socket", "lookup", "program", "system", "fork", "write", "create", "remove"]
    assert deeds == ", ".join([*(f"{name}: forbidden" for name in forbidden), "read: done"])
    assert (tmp_path / "deeds").read_text() == "kept"


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is not known everywhere")
def test_memory_is_limited(strange: Callable[..., ReaderPool], tmp_path: Path) -> None:
    with strange() as readers:
        assert readers.read(tmp_path / "memory").reason == "no memory"


def test_what_a_file_refers_to_is_never_loaded(pool: ReaderPool, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        words = "The board voted on Monday to buy a second crane. " * 10
        page = (
            f'<html><head><script src="{address}"></script><link rel="stylesheet" href="{address}">'
            f'<base href="{address}"></head><body><article><p>{words}</p><img src="{address}">'
            f'<iframe src="{address}"></iframe></article></body></html>'
        )
        (tmp_path / "a.html").write_text(page)
        (tmp_path / "b.xhtml").write_text(f'<!DOCTYPE html SYSTEM "{address}">{page}')
        (tmp_path / "c.eml").write_text(f"Subject: x\nContent-Type: text/html\n\n{page}")
        (tmp_path / "d.md").write_text(f"![picture]({address})\n\n{words}")
        document = docx.Document()
        document.add_paragraph(words)
        document.part.relate_to(
            address, "http://schemas.openxmlformats.org/image", is_external=True
        )
        document.save(str(tmp_path / "e.docx"))
        files = sorted(file for file in tmp_path.iterdir() if file.is_file())
        results = list(pool.read_all(Request(file) for file in files))
        assert [result.outcome for result in results] == [Outcome.IMPORTED] * 5
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_bombs_and_traps_each_cost_one_file(pool: ReaderPool, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"a" * 200_000_000)
    with zipfile.ZipFile(tmp_path / "bomb.odt", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b" " * 200_000_000)
    part = "Content-Type: message/rfc822\n\n"
    (tmp_path / "chain.mhtml").write_text(f"Subject: x\n{part * 3_000}Subject: y\n\nhello")
    (tmp_path / "chain.eml").write_text(f"Subject: x\n{part * 3_000}Subject: y\n\nhello")
    (tmp_path / "tags.html").write_text("<a " * 20_000)
    (tmp_path / "divs.html").write_text("<div>" * 2_000 + "Words in the middle.")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 100)
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    article(tmp_path, "good.txt")
    files = sorted(file for file in tmp_path.iterdir() if file.is_file())
    found = {r.path.rsplit("/")[-1]: r for r in pool.read_all(Request(file) for file in files)}
    outcomes = {Path(r.path).name: r.outcome for r in found.values()}
    assert outcomes == {
        "bomb.docx": Outcome.REFUSED,
        "bomb.odt": Outcome.REFUSED,
        "chain.eml": Outcome.FAILED,
        "chain.mhtml": Outcome.REFUSED,
        "cut.pdf": Outcome.FAILED,
        "divs.html": Outcome.DEGRADED,
        "good.txt": Outcome.IMPORTED,
        "noise.txt": Outcome.REFUSED,
        "tags.html": Outcome.REFUSED,
    }
    assert all(r.reason for r in found.values() if r.outcome is not Outcome.IMPORTED)


def test_a_name_that_is_no_text_is_read(pool: ReaderPool, tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("other systems keep names as text")
    path = article(tmp_path, "plain.txt").rename(tmp_path / "caf\udce9.txt")
    result = pool.read(path)
    assert result.outcome is Outcome.IMPORTED
    assert result.path.endswith(r"caf\xe9.txt")


def test_no_parser_is_loaded_into_the_program() -> None:
    code = (
        "import sys, workbench.ingest, workbench.ingest.importer\n"
        "parsers = {'lxml', 'trafilatura', 'htmldate', 'pypdfium2', 'docx', 'email.feedparser',"
        " 'charset_normalizer', 'yaml', 'html.parser'}\n"
        "print(sorted(parsers & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
