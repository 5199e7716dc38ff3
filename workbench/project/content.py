"""Articles and passages: what an analyst reads and does, each gesture one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from workbench import parts
from workbench.copies import own_spans
from workbench.domain import (
    AnchorState,
    Article,
    Kind,
    Occurrence,
    Passage,
    PassageDetails,
    PassageFilter,
    Quantity,
    Span,
    Story,
)
from workbench.extract import find_quantity, parse_quantity
from workbench.extract.word_files import known_language
from workbench.store import (
    Store,
    Writer,
    articles,
    codebook,
    passages,
    people,
    stories,
)
from workbench.store.writing import StepHeader

ALL = PassageFilter()

Wanted = tuple[int, Span, Kind, PassageDetails | None]
"""A passage to be made: its article, where in it, as what."""


class Content:
    """What a project holds, on its store. `Project` adds what works on all of it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ── Articles ─────────────────────────────────────────────────────────────────────────

    def articles(self) -> list[Article]:
        """Every article, the newest publication first, undated ones last."""
        return articles.all_articles(self._store)

    def articles_by_id(self, ids: Sequence[int]) -> dict[int, Article]:
        """These articles; ids that do not exist are left out."""
        return articles.get_many(self._store, ids)

    def article(self, article_id: int) -> Article:
        """One article; raises `NotFound`."""
        return articles.get(self._store, article_id)

    def text(self, article_id: int) -> str:
        """The canonical text of an article; raises `NotFound`."""
        return articles.text(self._store, article_id)

    def newest_article(self, *, tagged: bool = False) -> int | None:
        """The id of the newest article, or of the newest that has a passage."""
        return articles.newest(self._store, tagged=tagged)

    def passage_counts(self) -> dict[int, dict[Kind, int]]:
        """Numbers of passages by kind, for each article that has any."""
        return articles.passage_counts(self._store)

    def edit_article(self, article_id: int, **changes: str | None) -> Article:
        """Correct title, author, published, source, url, language or memo; undoable."""
        title = self.article(article_id).title
        with self._store.write(f"Edit details of “{title}”") as writer:
            articles.edit(writer, article_id, changes)
        return self.article(article_id)

    def edit_articles(self, ids: Sequence[int], **changes: str | None) -> None:
        """Correct the same details of several articles, as one step."""
        with self._store.write(counted("Edit details of", len(ids), "article")) as writer:
            for article_id in ids:
                articles.edit(writer, article_id, changes)

    def remove_articles(self, ids: Sequence[int]) -> None:
        """Take articles and their passages out of the project; undoable."""
        with self._store.write(counted("Remove", len(ids), "article")) as writer:
            for article_id in ids:
                articles.remove(writer, article_id)
            stories.regroup(writer)

    # ── Stories ──────────────────────────────────────────────────────────────────────────

    def story_of(self, article_id: int) -> Story:
        """The story of an article with its copies; raises `NotFound`."""
        return stories.story_of(self._store, article_id)

    def stories(self) -> list[Story]:
        """The stories of more than one article, the largest first."""
        return stories.all_stories(self._store)

    def group_as_story(self, ids: Sequence[int]) -> None:
        """Say that articles are copies of one story, that of the first of them; undoable."""
        with self._store.write(counted("Group", len(ids), "article") + " as one story") as writer:
            stories.refuse_missing(writer, ids)
            for article_id in ids[1:]:
                stories.choose(writer, article_id, ids[0])
            stories.regroup(writer)

    def take_out_of_story(self, ids: Sequence[int]) -> None:
        """Say that articles are no copies of others; undoable."""
        label = counted("Take", len(ids), "article") + " out of its story"
        with self._store.write(label) as writer:
            stories.refuse_missing(writer, ids)
            for article_id in ids:
                stories.choose(writer, article_id, article_id)
            stories.regroup(writer)

    def leave_story_to_texts(self, ids: Sequence[int]) -> None:
        """Forget what was said of these articles' stories; undoable."""
        with self._store.write(counted("Group", len(ids), "article") + " by text") as writer:
            for article_id in ids:
                stories.forget_choice(writer, article_id)
            stories.regroup(writer)

    def own_spans(self, article_id: int, other_id: int) -> list[Span]:
        """The stretches of an article's text that do not stand in another's."""
        return own_spans(self.text(article_id), self.text(other_id))

    # ── Passages ─────────────────────────────────────────────────────────────────────────

    def tag(
        self, article_id: int, span: Span, kind: Kind, details: PassageDetails | None = None
    ) -> Passage:
        """Tag a stretch of an article; on the disk when this returns.

        A figure without a quantity has it read from its words. Raises `NotFound`, `SpanError`.
        """
        [passage] = self.tag_many([(article_id, span, kind, details)], f"Tag as {kind}")
        return passage

    def tag_many(
        self,
        wanted: Sequence[Wanted],
        label: str,
    ) -> list[Passage]:
        """Tag several stretches as one step of the journal: all of them or none."""
        # The texts are read within the write, so that no import can change them in between.
        with self._store.write(label) as writer:
            texts = self._texts_now(article_id for article_id, *_ in wanted)
            ids = [self._add_passage(writer, one, texts[one[0]]) for one in wanted]
        return passages.get_many(self._store, ids)

    def tag_occurrences(self, found: Sequence[Occurrence], kind: Kind) -> tuple[int, int]:
        """Tag matches as one step: how many passages were made, and how many matches were left.

        Left are those whose words no longer stand where they were found, and those that are
        such a passage already.
        """
        of_article: dict[int, list[Occurrence]] = {}
        for one in found:
            of_article.setdefault(one.article_id, []).append(one)
        made = 0
        matches = "1 match" if len(found) == 1 else f"{len(found):,} matches"
        with self._store.write(f"Tag {matches} as {kind}") as writer:
            known_ids = articles.get_many(self._store, list(of_article)).keys()
            for article_id, text_now in self._texts_now(known_ids).items():
                known = passages.find(self._store, PassageFilter(article_id=article_id))
                taken = {passage.span for passage in known if passage.kind is kind}
                for one in of_article[article_id]:
                    words = text_now[0][one.span.start : one.span.end].split()
                    if one.span not in taken and words == one.match.split():
                        taken.add(one.span)
                        self._add_passage(writer, (article_id, one.span, kind, None), text_now)
                        made += 1
        return made, len(found) - made

    def _texts_now(self, article_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Text and its hash of each of these articles that is there."""
        texts: dict[int, tuple[str, str]] = {}
        for article_id in dict.fromkeys(article_ids):
            digest = self.article(article_id).text_sha256
            texts[article_id] = self.text(article_id), digest
        return texts

    def _add_passage(self, writer: Writer, wanted: Wanted, text_now: tuple[str, str]) -> int:
        (article_id, span, kind, details), (text, digest) = wanted, text_now
        return passages.add(
            writer,
            article_id=article_id,
            text=text,
            span=span,
            kind=kind,
            details=self._with_quantity(
                article_id, text[span.start : span.end], kind, details or PassageDetails()
            ),
            text_sha256=digest,
        )

    def passage(self, passage_id: int) -> Passage:
        """One passage; raises `NotFound`."""
        return passages.get(self._store, passage_id)

    def passages(self, chosen: PassageFilter = ALL) -> list[Passage]:
        """The passages that a filter lets through, by article date, then by place.

        Of one article they are compared with its text: one whose words are not at its offsets
        comes back as an orphan.
        """
        found = passages.find(self._store, chosen)
        if chosen.article_id is None or not found:
            return found
        return verified(found, self.text(chosen.article_id))

    def passages_by_id(self, ids: Sequence[int]) -> list[Passage]:
        """These passages in the order asked for; ids that do not exist are left out."""
        return passages.get_many(self._store, ids)

    def edit_passage(self, passage_id: int, details: PassageDetails) -> Passage:
        """Give a passage these details, tags included."""
        with self._store.write() as writer:
            before = self.passage(passage_id)
            writer.journal_as(StepHeader(_edit_label(before.details, details)))
            passages.set_details(writer, passage_id, details)
            writer.touch_articles([before.article_id])
        return self.passage(passage_id)

    def set_kind(self, passage_id: int, kind: Kind) -> Passage:
        """Make a passage a claim, a quote or a figure; a new figure's number is read."""
        with self._store.write(f"Change to {kind}") as writer:
            passage = self.passage(passage_id)
            passages.change(writer, passage_id, {"kind": kind})
            if kind is Kind.FIGURE and passage.details.quantity is None:
                details = self._read_number(passage.article_id, passage.details, passage.words)
                passages.set_details(writer, passage_id, details)
        return self.passage(passage_id)

    def move_passage(self, passage_id: int, span: Span) -> Passage:
        """Move the ends of a passage; also settles one that was up for review."""
        with self._store.write("Move passage") as writer:
            passage = self.passage(passage_id)
            text = self.text(passage.article_id)
            columns = passages.anchored_at(text, span)
            gaps = passage.gaps
            if gaps and passage.state is AnchorState.ANCHORED:
                span, gaps = parts.packed(parts.within(text, passage.parts, span))
                columns = passages.anchored_at(text, span)
            elif gaps and columns["exact"] != passage.text:
                # Where its gaps would lie in other words nobody has said.
                gaps = ()
            columns["gaps"] = passages.packed_gaps(gaps)
            passages.change(writer, passage_id, columns)
            moved = replace(passage, span=span, text=text[span.start : span.end], gaps=gaps)
            self._follow_number(writer, passage, moved.words)
        return self.passage(passage_id)

    def _follow_number(self, writer: Writer, before: Passage, words: str) -> None:
        """Read a figure's number in its new words, if it had been read in the old ones.

        One that was typed stays.
        """
        if before.kind is Kind.FIGURE:
            read = self._read_number(before.article_id, before.details, before.words)
            if read == before.details and read.quantity is not None:
                details = self._read_number(before.article_id, before.details, words)
                passages.set_details(writer, before.id, details)

    def delete_passages(self, ids: Sequence[int]) -> None:
        """Delete passages; undoable."""
        with self._store.write(counted("Delete", len(ids), "passage")) as writer:
            for passage_id in ids:
                passages.delete(writer, passage_id)

    def add_tag(self, ids: Sequence[int], tag: str) -> None:
        """Put a tag on passages."""
        with self._store.write(f"{counted('Tag', len(ids), 'passage')} “{tag}”") as writer:
            for passage_id in ids:
                passages.add_tag(writer, passage_id, tag)
            writer.touch_articles(self._articles_of(ids))

    def remove_tag(self, ids: Sequence[int], tag: str) -> None:
        """Take a tag off passages."""
        label = f"Take “{tag}” off {_number(len(ids), 'passage')}"
        with self._store.write(label) as writer:
            for passage_id in ids:
                passages.remove_tag(writer, passage_id, tag)
            writer.touch_articles(self._articles_of(ids))

    def query_values(self) -> dict[str, list[str]]:
        """The values in use by the fields of the query language, the most used first."""
        columns = {"outlet": "source", "author": "author", "lang": "language"}
        found = {field: articles.in_use(self._store, column) for field, column in columns.items()}
        for field in ("speaker", "claimant", "metric", "currency", "unit"):
            found[field] = passages.in_use(self._store, field)
        found["tag"] = [tag.name for tag in codebook.all_tags(self._store)]
        return found

    def metrics(self) -> list[str]:
        """Metrics in use, the most used first."""
        return passages.in_use(self._store, "metric")

    def units(self) -> list[str]:
        """Units in use, the most used first."""
        return passages.in_use(self._store, "unit")

    def speakers(self) -> list[str]:
        """Speakers and claimants in use, the most used first, then other names of people."""
        names = passages.in_use(self._store, "speaker") + passages.in_use(self._store, "claimant")
        return list(dict.fromkeys([*names, *people.name_book(self._store).names()]))

    @staticmethod
    def read_quantity(words: str) -> Quantity | None:
        """The number that these words state, or None."""
        return parse_quantity(words)

    def read_number_again(self, passage: Passage) -> PassageDetails:
        """The passage's details with the number that its words state, or with none."""
        return self._read_number(passage.article_id, passage.details, passage.words)

    def cues(self) -> list[str]:
        """Cues of quotes in use, the most used first."""
        return passages.in_use(self._store, "cue")

    def _articles_of(self, ids: Sequence[int]) -> list[int]:
        return [passage.article_id for passage in passages.get_many(self._store, ids)]

    def _with_quantity(
        self, article_id: int, words: str, kind: Kind, details: PassageDetails
    ) -> PassageDetails:
        if kind is not Kind.FIGURE or details.quantity is not None:
            return details
        return self._read_number(article_id, details, words)

    def _read_number(self, article_id: int, details: PassageDetails, words: str) -> PassageDetails:
        return with_quantity(details, words, self.article(article_id).language)


def with_quantity(
    details: PassageDetails, words: str, language: str | None = None
) -> PassageDetails:
    """The details with the number that `words` state, and which of the words state it.

    `language` is the article's; a number is written otherwise in German.
    """
    found = find_quantity(words, known_language(language))
    if found is None:
        return replace(details, quantity=None, read_from=None)
    stated = words[found.span.start : found.span.end]
    return replace(
        details, quantity=found.quantity, read_from=None if stated == words.strip() else stated
    )


def verified(found: Sequence[Passage], text: str) -> list[Passage]:
    """The passages; one whose words are not at its offsets in `text` comes as an orphan."""
    return [
        passage
        if passage.state is not AnchorState.ANCHORED
        or text[passage.span.start : passage.span.end] == passage.text
        else replace(passage, state=AnchorState.ORPHAN)
        for passage in found
    ]


def _edit_label(before: PassageDetails, after: PassageDetails) -> str:
    """What an edit changes, in the words of the undo menu."""
    # The words that a number was read from come and go with it.
    names = {"quantity": "value", "read_from": "value"}
    changed = {
        names.get(field.name, field.name)
        for field in fields(PassageDetails)
        if getattr(before, field.name) != getattr(after, field.name)
    }
    return f"Edit {changed.pop()}" if len(changed) == 1 else "Edit passage"


def counted(verb: str, number: int, noun: str) -> str:
    """ "Delete 3 passages": the label of a step that does the same to several things."""
    return f"{verb} {_number(number, noun)}"


def _number(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number:,} {noun}s"
