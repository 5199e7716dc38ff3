"""The command line under what nobody should do to it: every call ends in words and a status."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.cli import main
from workbench.project import Project

ROOT = Path(__file__).parents[3]
WORDS = "Over 70% of supply is Chinese \x1b[31m, the survey says, and others dispute the figure."

Call = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with one article."""
    article = tmp_path / "article.txt"
    article.write_text(f"A title\n\n{WORDS}\n", encoding="utf-8")
    with Project.create(tmp_path / "Prüf Projekt") as project:
        project.import_paths([article])
    return tmp_path / "Prüf Projekt"


@pytest.fixture
def lode(folder: Path) -> Call:
    """Runs `main.py --project P …`; `shell` is what a shell would write behind the call."""

    def run(
        *words: object, stdin: bytes = b"", status: int = 0, shell: str = "", **environment: str
    ) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, str(ROOT / "main.py"), "--project", str(folder)]
        command += [str(word) for word in words]
        if shell:
            command = ["/bin/sh", "-c", f'"$@" {shell}', "sh", *command]
        done = subprocess.run(
            command,
            input=stdin,
            capture_output=True,
            timeout=100,
            check=False,
            cwd=folder.parent,
            env={**os.environ, **environment},
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        assert done.returncode == status, done.stderr.decode()
        return done

    return run


def answers(done: subprocess.CompletedProcess[bytes]) -> list[Any]:
    return [json.loads(line) for line in done.stdout.decode().split("\n")[:-1]]


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (["text", 10**30], 1, "number as large"),
        (["passages", "--article", 10**30], 1, "number as large"),
        (["tag", 10**30, 0, 5, "claim"], 1, "number as large"),
        (["tag", 1, 0, 10**30, "claim"], 1, "do not lie in the text"),
        (["tag", 1, -5, 3, "claim"], 1, "do not lie in the text"),
        (["tag", 1, "nan", 3, "claim"], 2, "invalid int"),
        (["tag", 1, 0, 3, "claim", "--batch"], 2, "--batch"),
        (["search", "x", "--limit", -1], 2, "0 or more"),
        (["history", "--limit", -1], 2, "0 or more"),
        (["history", "--limit", "nan"], 2, "0 or more"),
        (["extract"], 2, "--batch"),
        (["extract", "a.txt", "--batch"], 2, "--batch"),
        (["restore"], 2, "FILE"),
        (["restore", "no such file"], 1, "no such file"),
        (["export", "--format", "csv", "--out", "{P}/project.sqlite"], 1, "another name"),
        (["backup", "--out", "{P}/project.sqlite"], 1, "another name"),
    ],
)
def test_a_call_that_cannot_be_done_says_why(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    words: list[object],
    status: int,
    sentence: str,
) -> None:
    call = ["--project", str(folder), *(str(word).format(P=folder) for word in words), "--json"]
    try:
        ended = main(call, draw_chart=lambda *_: None)
    except SystemExit as end:  # argparse's own way out
        ended = int(end.code or 0)
    printed = capsys.readouterr()
    assert ended == status
    assert sentence in printed.err
    assert printed.out == ""


def test_a_limit_beyond_all_bounds_is_no_limit(lode: Call) -> None:
    assert answers(lode("history", "--limit", 10**30, "--json")) == [[]]


GOOD = {"article_id": 1, "start": 0, "end": 4, "kind": "claim"}


BAD = [
    b'{"article_id": 1, "start": Infinity, "end": 4, "kind": "claim"}',
    b'{"article_id": 1, "start": NaN, "end": 4, "kind": "claim"}',
    b"[" * 100_000,
    b'{"article_id": 1, "start": ' + b"9" * 5000 + b', "end": 4, "kind": "claim"}',
    b"[1]",
    b"null",
    b"{",
    *(
        json.dumps({**GOOD, **wrong}).encode()
        for wrong in (
            {"article_id": 10**30},
            {"article_id": None},
            {"start": 1.9},
            {"start": True},
            {"start": "2"},
            {"end": 10**9},
            {"tags": "abc"},
            {"tags": [5]},
            {"tags": {"a": 1}},
            {"memo": 5},
            {"speaker": ["a"]},
            {"kind": "opinion"},
            {"kind": ["claim"]},
        )
    ),
]


def test_a_bad_line_of_a_batch_is_answered_and_the_next_is_done(lode: Call) -> None:
    lines = b"\n".join([*BAD, json.dumps(GOOD).encode()]) + b"\n"
    *bad, good = answers(lode("tag", "--batch", stdin=lines))
    assert len(bad) == len(BAD)
    assert all(list(answer) == ["error"] and answer["error"].endswith(".") for answer in bad)
    assert good == {"passage_id": 1}


def test_words_that_cannot_be_stored_are_replaced(lode: Call) -> None:
    line = json.dumps({**GOOD, "tags": ["\ud800x"], "memo": "?\x00"}).encode()
    line = line.replace(b"?", b"\xff") + b"\n"
    assert answers(lode("tag", "--batch", stdin=line)) == [{"passage_id": 1}]
    [[passage]] = answers(lode("passages", "--json"))
    assert (passage["tags"], passage["memo"]) == (["\ufffdx"], "\ufffd\ufffd")


@pytest.mark.skipif(sys.platform == "win32", reason="names are text on Windows")
def test_a_filter_that_is_no_text_is_a_filter(lode: Call) -> None:
    odd = os.fsdecode(b"\xff")
    lode("tag", 1, 0, 4, "claim", "--tag", odd)
    for option in ("--tag", "--query"):
        assert len(answers(lode("passages", option, odd, "--json"))[0]) == 1


def test_queries_of_a_file_are_its_lines(lode: Call, folder: Path) -> None:
    queries = folder.parent / "queries.txt"
    queries.write_bytes('\ufeffsurvey\r\nsurvey\u2028supply\n\n"open\n'.encode())
    found = answers(lode("search", "--batch", queries))
    assert [one.get("query") for one in found] == ["survey", "survey\u2028supply", "", '"open']
    assert [one.get("total") for one in found] == [1, 1, None, None]


@pytest.mark.skipif(sys.platform == "win32", reason="written for a POSIX shell")
@pytest.mark.parametrize(
    ("shell", "status"),
    [(">&-", 1), ("> /dev/full", 1), ("2>&-", 0), ("2> /dev/full", 0), ("<&-", 0)],
)
def test_streams_that_are_closed_or_full(lode: Call, shell: str, status: int) -> None:
    if "/dev/full" in shell and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    done = lode("articles", "--json", shell=shell, status=status)
    if status:
        assert b"output" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="written for a POSIX shell")
def test_a_batch_without_input_does_nothing(lode: Call) -> None:
    assert lode("tag", "--batch", shell="<&-").stdout == b""
    assert lode("extract", "--batch", shell="<&-").stdout == b""


@pytest.mark.skipif(sys.platform == "win32", reason="written for a POSIX shell")
def test_messages_that_nobody_reads_stop_nothing(lode: Call, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "new"
    lode("--project", other, "import", tmp_path / "article.txt", shell="2>&1 >/dev/null | true")
    with Project.open(other) as project:
        assert len(project.articles()) == 1


def test_an_import_whose_index_cannot_be_made_is_reported(lode: Call, tmp_path: Path) -> None:
    (tmp_path / "no folder").write_text("in the way")
    (tmp_path / "b.txt").write_text("B\n\nAnother article of a few words.\n")
    place = str(tmp_path / "no folder")
    done = lode(
        "import", tmp_path / "b.txt", "--json", XDG_CACHE_HOME=place, LOCALAPPDATA=place, HOME=place
    )
    [report] = answers(done)
    assert (report["found"], report["imported"]) == (1, 1)
    assert b"index" in done.stderr


def test_control_characters_do_not_reach_a_terminal(lode: Call) -> None:
    lode("tag", 1, 0, 60, "claim", "--speaker", "\x1b]0;own\x07\u202egro", "--tag", "a\x9bb")
    for command in ("passages", "articles", "history", "undo"):
        shown = lode(command).stdout.decode()
        assert not set(shown) & set("\x1b\x07\x9b\u202e")
    assert "\x1b" in lode("text", 1).stdout.decode()


def test_paths_on_standard_input_are_bytes(lode: Call, folder: Path) -> None:
    lines = os.fsencode(folder.parent / "article.txt") + b"\n\n" + b"no\xfesuch.txt\n"
    first, second = answers(lode("extract", "--batch", stdin=lines))
    assert (first["outcome"], first["title"]) == ("imported", "A title")
    assert (second["outcome"], second["path"]) == ("failed", "no\\xfesuch.txt")


def test_a_backup_is_restored(lode: Call, folder: Path) -> None:
    lode("tag", 1, 0, 4, "claim")
    copy = folder.parent / "copy.sqlite"
    lode("backup", "--out", copy)
    lode("tag", 1, 0, 8, "claim")
    (folder / "project.sqlite").write_bytes(b"damaged" * 400)
    lode("articles", status=3)
    [done] = answers(lode("restore", copy, "--json"))
    assert (done["ok"], done["articles"]) == (True, 1)
    assert Path(done["set_aside"]).read_bytes() == b"damaged" * 400
    assert len(answers(lode("passages", "--json"))[0]) == 1
    with Project.open(folder):
        lode("restore", copy, status=3)


def test_restoring_needs_to_be_told_where(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    with Project.open(folder) as project:
        project.back_up(copy)
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "restore", str(copy)],
        capture_output=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 2
    assert b"Say with --project" in done.stderr


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="permissions hold nobody back here"
)
def test_a_folder_that_may_not_be_written_cannot_be_opened(lode: Call, folder: Path) -> None:
    folder.chmod(0o500)
    try:
        assert b"cannot be written" in lode("articles", status=3).stderr
    finally:
        folder.chmod(0o700)
