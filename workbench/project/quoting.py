"""Quotes that are wordings of one statement: found, joined and taken apart, written as a table."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from workbench.analysis.alignment import aligned
from workbench.analysis.variant_table import COLUMNS, records
from workbench.analysis.variants import Quoted, Variants, variants
from workbench.domain import (
    AnchorState,
    Article,
    ExportReport,
    Kind,
    Member,
    Passage,
    PassageFilter,
    Span,
    StatementSort,
    SuggestedQuote,
)
from workbench.export import write_whole
from workbench.export.csv_export import table_csv
from workbench.extract.packing import unpacked_quotes
from workbench.parts import joined
from workbench.project.content import counted
from workbench.project.joining import Joining
from workbench.project.suggesting import Suggestion, overlap, refusal_key
from workbench.store import articles, rejections, statements
from workbench.tasks import Task

_AT_ONCE = 500


class Quoting(Joining):
    """Variants of quotes; each change is one step that Undo takes back."""

    def variants(
        self, task: Task | None = None, *, suggested: float | None = None, alone: bool = False
    ) -> list[Variants]:
        """The statements that several articles quote, and those that are settled.

        With `suggested`, a score, quotes count that are only suggested, in articles that have
        been read along; with `alone` those are listed that one article has, to be joined to
        others by hand. Off the GUI thread; raises `Cancelled`.
        """
        task = task or Task()
        by_id = {one.id: one for one in self.articles()}
        name = self.name_book().main_name
        accepted = [
            one for one in self.passages(PassageFilter(kind=Kind.QUOTE)) if one.article_id in by_id
        ]
        found = [
            Quoted(
                one.words,
                name(one.details.speaker) if one.details.speaker else "",
                by_id[one.article_id],
                one.span,
                passage_id=one.id,
            )
            for one in accepted
        ]
        if suggested is not None:
            found += (
                Quoted(words, name(who) if who else "", article, quote.span, offered=quote)
                for article, quote, words in self._offered(by_id, accepted, suggested, task)
                for who in [quote.name or quote.speaker]
            )
        return variants(found, self.statements(StatementSort.QUOTE), task, alone=alone)

    def _offered(
        self,
        by_id: dict[int, Article],
        accepted: Sequence[Passage],
        least: float,
        task: Task,
    ) -> Iterator[tuple[Article, SuggestedQuote, str]]:
        """The suggested quotes of all articles that have been read, with their words."""
        taken: dict[int, list[Span]] = {}
        for passage in accepted:
            if passage.state is AnchorState.ANCHORED:
                taken.setdefault(passage.article_id, []).append(passage.span)
        refused_in = rejections.articles(self._store)
        ids = list(by_id)
        for start in range(0, len(ids), _AT_ONCE):
            task.step(start, len(ids), "Collecting suggested quotes")
            texts = articles.texts_of(self._store, ids[start : start + _AT_ONCE])
            for article_id, text in texts.items():
                article = by_id[article_id]
                quotes = self._read_quotes(article)
                refused = (
                    rejections.of_article(self._store, article_id)
                    if article_id in refused_in
                    else frozenset()
                )
                for quote in quotes:
                    if quote.score < least or refusal_key(text, quote) in refused:
                        continue
                    if not any(overlap(quote.span, span) for span in taken.get(article_id, ())):
                        yield article, quote, joined(text, quote.span, quote.gaps)

    def _read_quotes(self, article: Article) -> tuple[SuggestedQuote, ...]:
        kept = self._kept(article)
        try:
            return unpacked_quotes(kept) if kept is not None else ()
        except (KeyError, TypeError, ValueError):
            return ()  # of other rules after all: it counts as not read

    def join_variants(self, groups: Sequence[Variants], *, label: str = "") -> int:
        """Settle that the passages of groups are wordings of one statement; its id.

        A statement that is settled already takes in the others, the first with a name before one
        without. Suggested quotes go by their words.
        """
        known = [one.statement for one in groups if one.statement is not None]
        known.sort(key=lambda one: (not one.label, one.id))
        members = [Member(each) for one in groups for each in one.passage_ids]
        into = known[0].id if known else None
        return self.settle_statement(StatementSort.QUOTE, members, label=label, into=into)

    def split_variants(self, group: Variants, passage_ids: Sequence[int]) -> None:
        """Settle that passages of a group are another statement than the rest, as one step.

        Raises `NotFound`.
        """
        away = [Member(one) for one in group.passage_ids if one in set(passage_ids)]
        rest = [Member(one) for one in group.passage_ids if one not in set(passage_ids)]
        into = group.statement.id if group.statement else None
        with self._store.write(counted("Split off", len(away), "quote")) as writer:
            if rest:
                statements.settle(writer, StatementSort.QUOTE, rest, into=into)
            statements.settle(writer, StatementSort.QUOTE, away)

    @staticmethod
    def export_variants(
        path: Path, groups: Sequence[Variants], task: Task | None = None
    ) -> ExportReport:
        """Write groups as CSV, a record for each quote with its words marked.

        Whole or not at all; raises `ExportError`, and `Cancelled` before anything is written.
        """
        task = task or Task()
        rows: list[tuple[str | int | None, ...]] = []
        for done, group in enumerate(groups):
            task.step(done, len(groups), "Setting wordings below each other")
            rows += records(group, aligned(group))
        write_whole(path, [table_csv(COLUMNS, rows)])
        return ExportReport(str(path), len(rows), ())


def suggestion_of(quote: Quoted) -> Suggestion | None:
    """The suggestion that a quote is, None for a passage."""
    if quote.offered is None:
        return None
    return Suggestion(quote.article.id, quote.offered, quote.words)
