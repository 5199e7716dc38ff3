"""The bytes that articles were read from, kept in the project under their hash.

Each lies compressed in the folder "originals" beside the database, so that a better reader
can read it again and anyone can compare. The database knows which ones are kept, and `check`
compares them. A project may keep only the references (`keep` is then not called with bytes).
"""

import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from workbench.domain import Finding
from workbench.errors import NotFound, StoreError
from workbench.store.connection import Store, Writer
from workbench.store.disk import sync
from workbench.store.folder import ORIGINALS
from workbench.store.hashing import sha256_of

_SUFFIX = ".z"
_LEVEL = 3
_CHUNK = 1024 * 1024


def path_of(store: Store, sha256: str) -> Path:
    """Where the original with this hash lies, if it is kept."""
    return store.path.parent / ORIGINALS / sha256[:2] / f"{sha256}{_SUFFIX}"


def put(store: Store, sha256: str, data: bytes) -> None:
    """Put an original on the disk; raises `StoreError` when the disk refuses.

    Before the transaction that notes it: a file that nobody knows of does no harm.
    """
    path = path_of(store, sha256)
    if path.exists():
        return
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as file:
            file.write(zlib.compress(data, _LEVEL))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        sync(path.parent)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise StoreError(
            f"The original could not be kept: {error.strerror or error} ({path.parent})."
        ) from error


def note(writer: Writer, sha256: str, size: int, *, kept: bool) -> None:
    """Note an original of `size` bytes; one that is kept stays so."""
    known = writer.row("SELECT id, kept FROM originals WHERE sha256 = ?", [sha256])
    if known is None:
        row = {"sha256": sha256, "bytes": size, "kept": int(kept)}
        writer.insert("originals", row)
    elif kept and not known["kept"]:
        writer.update("originals", known["id"], {"kept": 1})


def of_article(store: Store, article_id: int) -> str:
    """The hash of the file that an article was read from, which may hold others too."""
    found = store.value(
        "SELECT coalesce(file_sha256, original_sha256) FROM articles WHERE id = ?", [article_id]
    )
    if found is None:
        raise NotFound(f"There is no article {article_id} in this project.")
    return str(found)


def is_kept(store: Store, sha256: str) -> bool:
    """Whether the project keeps the original with this hash."""
    return bool(store.value("SELECT kept FROM originals WHERE sha256 = ?", [sha256]))


def read(store: Store, sha256: str) -> bytes:
    """The original's bytes; raises `NotFound` when they are not kept, or no longer right."""
    try:
        data = b"".join(_inflated(path_of(store, sha256)))
    except FileNotFoundError:
        raise NotFound("The original of this article is not kept in the project.") from None
    except (OSError, zlib.error) as error:
        raise NotFound(f"The kept original cannot be read: {error}.") from error
    if sha256_of(data) != sha256:
        raise NotFound("The kept original is damaged; import the file again.")
    return data


def total_bytes(store: Store) -> int:
    """The size of all kept originals before compression."""
    return int(store.value("SELECT coalesce(sum(bytes), 0) FROM originals WHERE kept = 1"))


def faults(store: Store) -> Iterator[Finding]:
    """What is wrong with the originals that are kept."""
    for row in store.rows("SELECT id, sha256 FROM originals WHERE kept = 1"):
        try:
            read(store, row["sha256"])
        except NotFound as error:
            yield Finding("warning", str(error), f"originals {row['id']}")


def _inflated(path: Path) -> Iterator[bytes]:
    inflate = zlib.decompressobj()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            yield inflate.decompress(piece)
    yield inflate.flush()
