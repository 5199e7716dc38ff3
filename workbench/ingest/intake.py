"""What becomes of an article once it is read: new, changed, moved, a copy, or left out.

Works on a handful of articles at a time. All that is new goes in with one transaction, with
the notes of how each file ended; a changed article is a step of the journal of its own.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.domain import ArticleDraft, FileOutcome, Outcome, ReadFile, shown_member
from workbench.errors import ConflictError
from workbench.ingest.failures import Refused
from workbench.ingest.file_bytes import read_once
from workbench.ingest.revision import reanchor_passages
from workbench.ingest.scan import Found
from workbench.store import Store, Writer, articles, files, imports, originals, stories
from workbench.store.articles import KnownFile
from workbench.store.hashing import sha256_of
from workbench.store.stories import Texts
from workbench.text import sha256


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was found, with one article that a reader made of it (None: not read)."""

    found: Found
    read: ReadFile | None

    @property
    def draft(self) -> ArticleDraft | None:
        """The article that was read, if one was."""
        return self.read.draft if self.read else None

    @property
    def member(self) -> str | None:
        """Which article of the file it is, when there are several."""
        return self.read.member if self.read else None


@dataclass(frozen=True, slots=True)
class _Changed:
    item: Looked
    read: ReadFile
    draft: ArticleDraft
    earlier: KnownFile


class Intake:
    """Takes what an import has read into the project, `known` being what was there before."""

    def __init__(
        self,
        store: Store,
        import_id: int,
        known: dict[str, dict[str | None, KnownFile]],
        *,
        keep_originals: bool,
    ) -> None:
        self._store = store
        self._import_id = import_id
        self._known = known
        self._keep_originals = keep_originals
        self._kept: set[str] = set()
        self._texts: Texts | None = None
        self._found_copies = False

    def take(self, chunk: Sequence[Looked]) -> None:
        """Store the articles of `chunk`, each with the note of how it ended."""
        sizes = self._put_originals(chunk)
        changed: list[_Changed] = []
        moved: list[tuple[Looked, KnownFile]] = []
        with self._store.write() as writer:
            for sha256, (size, kept) in sizes.items():
                originals.note(writer, sha256, size, kept=kept)
            for item in chunk:
                earlier = self._earlier(item)
                if earlier is not None:
                    files.note_present(writer, [earlier.article_id])
                if _is_other(item, earlier) and item.read and item.draft and earlier:
                    changed.append(_Changed(item, item.read, item.draft, earlier))
                elif earlier is None and (gone := self._moved_from(writer, item)):
                    moved.append((item, gone))
                else:
                    self._note(writer, *self._outcomes(writer, item))
            if self._found_copies:
                stories.regroup(writer)
                self._found_copies = False
        if moved:
            self._follow(moved)
        for one in changed:
            self._update(one)

    def _earlier(self, item: Looked) -> KnownFile | None:
        return self._known.get(item.found.shown, {}).get(item.member)

    def _note(self, writer: Writer, *outcomes: FileOutcome) -> None:
        for outcome in outcomes:
            imports.note(writer, self._import_id, outcome)

    def _outcomes(self, writer: Writer, item: Looked) -> list[FileOutcome]:
        """How the item ends; adds its article if it is new."""
        path, read = item.found.shown, item.read
        if read is None:
            outcome = item.found.outcome or Outcome.FAILED
            return [FileOutcome(path, outcome, item.found.reason)]
        if read.outcome is Outcome.UNCHANGED:
            return [
                FileOutcome(path, Outcome.UNCHANGED, "", one.article_id, one.member)
                for one in self._known.get(path, {}).values()
            ]
        earlier = self._earlier(item)
        if read.draft is None:
            article_id = earlier.article_id if earlier else None
            return [FileOutcome(path, read.outcome, read.reason, article_id, read.member)]
        if earlier is not None and self._is_there(writer, earlier):
            return [FileOutcome(path, Outcome.UNCHANGED, "", earlier.article_id, read.member)]
        twin = articles.same_bytes(writer, read.sha256)
        if twin is not None:
            reason = f"The same file as {shown_member(twin.path, twin.member)}."
            return [FileOutcome(path, Outcome.DUPLICATE, reason, twin.article_id, read.member)]
        return [self._added(writer, path, read, read.draft)]

    @staticmethod
    def _is_there(writer: Writer, earlier: KnownFile) -> bool:
        # It can have been taken out in the window since this import began: then it is new.
        return writer.get("articles", earlier.article_id) is not None

    def _added(self, writer: Writer, path: str, read: ReadFile, draft: ArticleDraft) -> FileOutcome:
        article_id = articles.add(
            writer,
            draft,
            path=path,
            original_sha256=read.sha256,
            import_id=self._import_id,
            member=read.member,
            file_sha256=read.file_sha256 or None,
        )
        self._compare(writer, read, draft)
        return FileOutcome(path, read.outcome, read.reason, article_id, read.member)

    def _compare(self, writer: Writer, read: ReadFile, draft: ArticleDraft) -> None:
        """Find the texts that the draft's is a copy of."""
        if self._texts is None:  # not loaded for an import in which nothing is new
            self._texts = Texts(self._store)
        sample = read.sketch or None
        if self._texts.place(writer, sha256(draft.text), draft.text, sample):
            self._found_copies = True

    # ── Moved and changed files ──────────────────────────────────────────────────────────

    def _moved_from(self, writer: Writer, item: Looked) -> KnownFile | None:
        """The article made of the same bytes whose file is gone."""
        if item.draft is None or item.read is None:
            return None
        twin = articles.same_bytes(writer, item.read.sha256)
        return twin if twin is not None and is_gone(twin.path) else None

    def _follow(self, moved: Sequence[tuple[Looked, KnownFile]]) -> None:
        number = len(moved)
        label = f"Follow {'a moved file' if number == 1 else f'{number:,} moved files'}"
        with self._store.write(label) as writer:
            for item, earlier in moved:
                articles.move(writer, earlier.article_id, item.found.shown, item.member)
                files.note_present(writer, [earlier.article_id])
                before = shown_member(earlier.path, earlier.member)
                reason = f"Moved here from {before}; nothing else changed."
                path, member = item.found.shown, item.member
                outcome = FileOutcome(path, Outcome.UPDATED, reason, earlier.article_id, member)
                self._note(writer, outcome)

    def _update(self, one: _Changed) -> None:
        """Give a changed file's article its new text, with the note, as one undoable step."""
        path, article_id = one.item.found.shown, one.earlier.article_id
        try:
            with self._store.write(f"Update “{one.draft.title}” from its changed file") as writer:
                differs = articles.replace(
                    writer,
                    article_id,
                    one.draft,
                    original_sha256=one.read.sha256,
                    file_sha256=one.read.file_sha256 or None,
                )
                parts = ["The file changed; its text is the same."]
                if differs:
                    self._compare(writer, one.read, one.draft)
                    stories.regroup(writer)
                    revised = reanchor_passages(writer, article_id, one.draft.text)
                    parts = ["The file and its text changed.", revised.told()]
                reason = " ".join(filter(None, [*parts, one.read.reason]))
                outcome = FileOutcome(path, Outcome.UPDATED, reason, article_id, one.item.member)
                self._note(writer, outcome)
        except ConflictError:  # taken out in the window since this import began: new again
            with self._store.write() as writer:
                self._note(writer, *self._outcomes(writer, one.item))

    # ── Originals ────────────────────────────────────────────────────────────────────────

    def _put_originals(self, chunk: Sequence[Looked]) -> dict[str, tuple[int, bool]]:
        """Keep the files that gave an article; their hashes with size and whether kept."""
        sizes: dict[str, tuple[int, bool]] = {}
        for item in chunk:
            if item.draft is None or item.read is None:
                continue
            sha256 = item.read.file_sha256 or item.read.sha256
            if sha256 in self._kept or not _is_other(item, self._earlier(item)):
                continue
            self._kept.add(sha256)
            data = _bytes_of(item.found.path)
            if data is None or sha256_of(data) != sha256:
                continue  # changed since it was read: the next import will see that
            if self._keep_originals:
                originals.put(self._store, sha256, data)
            sizes[sha256] = len(data), self._keep_originals
        return sizes


def _is_other(item: Looked, earlier: KnownFile | None) -> bool:
    """Whether the item was read from other bytes than the article at its place."""
    return earlier is None or item.read is None or item.read.sha256 != earlier.original_sha256


def _bytes_of(path: Path) -> bytes | None:
    try:
        return read_once(path)[0]
    except (OSError, Refused):
        return None


def is_gone(shown: str) -> bool:
    """Whether no file is at a path as it is shown; False when that cannot be told."""
    # A path with something escaped in it is not the file's real one and cannot be looked up.
    return "\\" not in shown.replace(os.sep, "/") and not os.path.lexists(shown)
