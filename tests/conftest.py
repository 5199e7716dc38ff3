"""What all tests share: a screenless Qt, and failures for what a user would never see pass."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from workbench.domain import ArticleDraft, DateBasis
from workbench.project import Project
from workbench.store import articles, imports
from workbench.text import canonical, sha256

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Machines are shared: how long an example takes says nothing of the code.
settings.register_profile("lode", deadline=None)
settings.load_profile("lode")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test, and the processes it starts, out of the user's own folders."""
    home = tmp_path / "home"
    for variable, name in (
        ("HOME", ""),
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_STATE_HOME", ".local/state"),
        ("LOCALAPPDATA", "AppData/Local"),
        ("APPDATA", "AppData/Roaming"),
    ):
        folder = home / name
        folder.mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv(variable, str(folder))


@pytest.fixture(autouse=True)
def _no_leaked_threads() -> Iterator[None]:
    """A thread that outlives its test would outlive its window too."""
    before = set(threading.enumerate())
    yield
    leaked = [
        thread
        for thread in set(threading.enumerate()) - before
        if thread.is_alive() and not _ends_soon(thread)
    ]
    assert not leaked, f"threads left running: {leaked}"


def _ends_soon(thread: threading.Thread) -> bool:
    # A thread that has been told to stop may still be on its way out.
    thread.join(5)
    return not thread.is_alive()


@pytest.fixture
def gold() -> Path:
    """The folder of public test data; tests that measure with it skip without it."""
    folder = os.environ.get("LODE_GOLD")
    if not folder or not Path(folder).is_dir():
        pytest.skip("LODE_GOLD names no folder with the public test data")
    return Path(folder)


@pytest.fixture
def add_article(project: Project) -> Callable[..., int]:
    """Puts an article with that text into the project, as an import would; returns its id."""

    def add(text: str, **fields: Any) -> int:
        store = project._store
        draft = ArticleDraft(
            **{
                "title": "A title",
                "source": "Harbour Ledger",
                "published": "2025-02-26",
                "date_basis": DateBasis.STATED,
                **fields,
            },
            text=canonical(text),
        )
        import_id = imports.begin(store, ["/articles"])
        with store.write() as writer:
            return articles.add(
                writer,
                draft,
                path=f"/articles/{import_id}.txt",
                original_sha256=sha256(text),
                import_id=import_id,
            )

    return add
