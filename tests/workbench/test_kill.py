"""`kill -9` at any moment: what was acknowledged is there, and the project opens."""

import json
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.project import Project
from workbench.store import Store
from workbench.store.folder import DATABASE

ROOT = Path(__file__).parents[2]
TEXT = "Over 70% of supply is Chinese. " * 40

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")


def start(folder: Path, *words: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "--project", str(folder), *map(str, words)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with one article."""
    article = tmp_path / "article.txt"
    article.write_text(f"A title\n\n{TEXT}\n", encoding="utf-8")
    with Project.create(tmp_path / "P") as project:
        project.import_paths([article])
    return tmp_path / "P"


def test_every_acknowledged_passage_survives(folder: Path) -> None:
    chance = random.Random(20250312)
    acknowledged: dict[int, tuple[int, int]] = {}
    for _ in range(20):
        process = start(folder, "tag", "--batch")
        assert process.stdin is not None
        assert process.stdout is not None
        wanted = [
            (start, start + chance.randint(1, 40))
            for start in (chance.randint(0, 900) for _ in range(chance.randint(1, 6)))
        ]
        lines = [
            json.dumps({"article_id": 1, "start": a, "end": b, "kind": "claim", "tags": ["t"]})
            for a, b in wanted
        ]
        # More lines than answers are read, so that the kill falls into the middle of the work.
        process.stdin.write("\n".join([*lines, *lines]).encode() + b"\n")
        process.stdin.flush()
        for span in wanted:
            acknowledged[json.loads(process.stdout.readline())["passage_id"]] = span
        kill(process)

        with Project.open(folder) as project:
            assert "not closed properly" in project.opening_notes[0]
            assert project.check() == []
            found = {passage.id: passage for passage in project.passages()}
            for passage_id, (a, b) in acknowledged.items():
                assert (found[passage_id].span.start, found[passage_id].span.end) == (a, b)
                assert found[passage_id].text == project.text(1)[a:b]
                assert found[passage_id].details.tags == ("t",)


def test_an_import_can_be_killed_and_done_again(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for n in range(400):
        (files / f"{n:03}.txt").write_text(f"Title {n}\n\nStory {n}: {TEXT}", encoding="utf-8")
    folder = tmp_path / "P"
    Project.create(folder).close()
    stored = 0
    for _ in range(3):
        process = start(folder, "import", files)
        wait_for_more_articles(folder, process, than=stored)
        kill(process)
        with Project.open(folder) as project:
            assert project.check() == []
            articles = project.articles()
            assert stored < len(articles) <= 400
            stored = len(articles)
            for article in articles:
                assert project.text(article.id).startswith("Story")
    with Project.open(folder) as project:
        report = project.import_paths([files])
        assert report.found == 400
        project.sync_index()
        assert len(project.articles()) == project.search("story", limit=1).total == 400


def wait_for_more_articles(folder: Path, process: subprocess.Popen[bytes], *, than: int) -> None:
    """Return when the import has stored more than that many articles."""
    watching = Store.open_readonly(folder / DATABASE)
    try:
        while watching.value("SELECT count(*) FROM articles") <= than:
            assert process.poll() is None, "the import ended before it could be killed"
    finally:
        watching.close()
