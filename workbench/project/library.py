"""Where articles come from: imports, originals, versions of a text, passages to be re-anchored."""

import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from workbench.copies import own_spans
from workbench.domain import (
    AnchorState,
    Article,
    ImportReport,
    Passage,
    Span,
    TablePreview,
    TextVersion,
)
from workbench.errors import ConflictError, NotFound, UnreadableFile
from workbench.ingest import News, ReaderPool, article_in, news
from workbench.ingest.importer import ImportChoices, import_paths
from workbench.ingest.mapping import chosen_for
from workbench.ingest.revision import reanchor_passages
from workbench.project.content import counted
from workbench.project.surveying import Surveying
from workbench.store import (
    articles,
    files,
    imports,
    originals,
    passages,
    preferences,
    stories,
)
from workbench.store.imports import ImportRecord
from workbench.store.stories import Texts
from workbench.tasks import Task
from workbench.text import sha256


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """What reading articles again has changed: the ids of those with another text, those that
    could not be read with the reason, and how many passages ask for review."""

    changed: tuple[int, ...]
    failed: tuple[tuple[int, str], ...]
    to_review: int


class Library(Surveying):
    """The sources of a project's articles, on its store."""

    # ── Import ───────────────────────────────────────────────────────────────────────────

    def import_paths(
        self,
        paths: Sequence[Path],
        task: Task | None = None,
        *,
        mapping: Mapping[str, str] | None = None,
    ) -> ImportReport:
        """Import files and folders; `sync_index` then indexes what is not indexed yet.

        `mapping` names the columns of tables of articles by what they hold: "title", "text",
        "date", "author", "source", "url", "language", "id"; what it leaves open is guessed.
        """
        task = task or Task()
        choices = ImportChoices(self.keeps_originals(), mapping or {})
        with self._meanwhile(task):
            return import_paths(self._store, paths, task, choices=choices)

    def _meanwhile(self, _task: Task) -> AbstractContextManager[None]:
        """What goes on while an import reads; nothing here."""
        return nullcontext()

    def imports(self) -> list[ImportRecord]:
        """Every import, the newest first."""
        return imports.all_imports(self._store)

    def import_report(self, import_id: int) -> ImportReport:
        """What an import did with each file; raises `NotFound`."""
        return imports.report(self._store, import_id)

    def imported_by(self, import_id: int) -> list[int]:
        """The articles, still here, that an import has brought in."""
        return articles.imported_by(self._store, import_id)

    def vanished(self) -> dict[int, str]:
        """Articles whose file was gone when it was last looked for, with that moment."""
        return files.vanished(self._store)

    def table_preview(self, path: Path, mapping: Mapping[str, str] | None = None) -> TablePreview:
        """The columns of a table of articles and what they would be taken for.

        Raises `UnreadableFile` when it is no table, or is damaged.
        """
        with ReaderPool(1) as pool:
            answer = pool.ask({"preview": str(path), "mapping": dict(mapping or {})})
        if "columns" not in answer:
            raise UnreadableFile(answer["reason"])
        rows = tuple(tuple(row) for row in answer["rows"])
        return TablePreview(tuple(answer["columns"]), answer["mapping"], rows)

    def remembered_mapping(self, columns: Sequence[str]) -> dict[str, str] | None:
        """The mapping that was last chosen for a table with just these columns."""
        known: dict[str, dict[str, str]] = preferences.get(self._store, preferences.MAPPINGS, {})
        return known.get(_signature(columns))

    def remember_mapping(self, columns: Sequence[str], mapping: Mapping[str, str]) -> None:
        """Remember a choice of columns for the next table that has the same ones."""
        known = preferences.get(self._store, preferences.MAPPINGS, {})
        known[_signature(columns)] = dict(mapping)
        preferences.put(self._store, preferences.MAPPINGS, known)

    def watched_folders(self) -> list[Path]:
        """The folders from which what is added is imported while Lode runs."""
        return [
            Path(name) for name in preferences.get(self._store, preferences.WATCHED_FOLDERS, [])
        ]

    @staticmethod
    def news_in(folders: Sequence[Path], since: float) -> News:
        """What has come into folders since a moment, in seconds since 1970."""
        return news(folders, since, time.time())

    def last_import(self) -> float:
        """When the newest import began, in seconds since 1970; 0 before the first."""
        records = imports.all_imports(self._store)
        return datetime.fromisoformat(records[0].started).timestamp() if records else 0.0

    def set_watched_folders(self, folders: Sequence[Path]) -> None:
        """Say from which folders to import what is added."""
        names = [str(path) for path in dict.fromkeys(folders)]
        preferences.put(self._store, preferences.WATCHED_FOLDERS, names)

    # ── Originals and versions ───────────────────────────────────────────────────────────

    def keeps_originals(self) -> bool:
        """Whether imports keep the files in the project, or only a reference to them."""
        return bool(preferences.get(self._store, preferences.KEEP_ORIGINALS, True))

    def keep_originals(self, keep: bool) -> None:
        """Say whether imports keep the files in the project from now on."""
        preferences.put(self._store, preferences.KEEP_ORIGINALS, keep)

    def original_text(self, article_id: int) -> str:
        """All text of the file an article was read from, what is cut from the article included.

        Raises `NotFound` when the original is not kept, `UnreadableFile` when it cannot be
        shown.
        """
        with ReaderPool(1) as pool:
            answer = pool.ask({**self._original(self.article(article_id)), "view": True})
        if "text" not in answer:
            raise UnreadableFile(answer["reason"])
        text: str = answer["text"]
        return text

    @staticmethod
    def cut_from(original: str, text: str) -> list[Span]:
        """The stretches of an original that are not in the text that was read from it."""
        return own_spans(original, text)

    def versions(self, article_id: int) -> list[TextVersion]:
        """The texts that an article has had, the first one first."""
        return articles.versions(self._store, article_id)

    def version_text(self, version: TextVersion) -> str:
        """The text of a version; raises `NotFound`."""
        return articles.text_named(self._store, version.text_sha256)

    def read_again(self, ids: Sequence[int], task: Task | None = None) -> ReadAgain:
        """Read articles anew from their kept originals, as this version of Lode reads them.

        A text that comes out otherwise is a new version of the article, and its passages are
        re-anchored; each is a step of its own. Metadata stays as it is. A cancel keeps what
        is done.
        """
        task = task or Task()
        changed: list[int] = []
        failed: list[tuple[int, str]] = []
        review = 0
        known = Texts(self._store)
        with ReaderPool(1) as pool:
            for number, article_id in enumerate(ids):
                article = self.article(article_id)
                task.step(number, len(ids), article.title)
                try:
                    answer = pool.ask(self._original(article))
                except (NotFound, UnreadableFile) as error:
                    failed.append((article_id, str(error)))
                    continue
                read = article_in(article.path, answer)
                if read.draft is None:
                    failed.append((article_id, read.reason))
                    continue
                if read.draft.text == self.text(article_id):
                    continue
                with self._store.write(f"Read “{article.title}” again") as writer:
                    articles.reread(writer, article_id, read.draft)
                    known.place(writer, sha256(read.draft.text), read.draft.text, read.sketch)
                    stories.regroup(writer)
                    revised = reanchor_passages(writer, article_id, read.draft.text)
                changed.append(article_id)
                review += revised.review + revised.orphans
        task.step(len(ids), len(ids))
        return ReadAgain(tuple(changed), tuple(failed), review)

    def _original(self, article: Article) -> dict[str, object]:
        """The request for a reader process that names an article's original."""
        sha256 = originals.of_article(self._store, article.id)
        originals.read(self._store, sha256)  # whole and right, or it is told here
        return {
            "original": str(originals.path_of(self._store, sha256)),
            "name": PurePath(article.path).name,
            "member": article.member,
            "modified": None,
            "mapping": chosen_for(article.extractor),
        }

    # ── Passages whose text has changed ──────────────────────────────────────────────────

    def to_review(self) -> list[Passage]:
        """The passages whose place is in question, and those that have lost it."""
        return passages.unanchored(self._store)

    def accept_proposals(self, ids: Sequence[int]) -> None:
        """Move passages to the places proposed for them; undoable.

        Raises `ConflictError` when one of them has no proposal.
        """
        with self._store.write(counted("Accept the place of", len(ids), "passage")) as writer:
            for passage in passages.get_many(self._store, ids):
                if passage.proposed is None:
                    raise ConflictError("No place is proposed for this passage; choose one.")
                text = self.text(passage.article_id)
                columns = passages.anchored_at(text, passage.proposed)
                if columns["exact"] != passage.text:
                    # Where its gaps would lie in other words nobody has said.
                    columns["gaps"] = None
                passages.change(writer, passage.id, columns)

    def keep_as_orphans(self, ids: Sequence[int]) -> None:
        """Turn proposals down: the passages keep their words and are listed without a place."""
        with self._store.write(counted("Keep", len(ids), "passage") + " without a place") as writer:
            for passage_id in ids:
                columns = {"state": AnchorState.ORPHAN, **passages.NO_PROPOSAL}
                passages.change(writer, passage_id, columns)


def _signature(columns: Sequence[str]) -> str:
    return "\n".join(sorted(columns))
