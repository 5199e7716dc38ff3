"""Articles, the versions of their texts, and the stories that several of them tell."""

from dataclasses import dataclass

from workbench.domain.values import CopyBasis, DateBasis


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """What a reader has made of a file, before the store gives it an id.

    `text` is canonical. `published` is ISO 8601 (a date, or a date and time) or None.
    `notes` says what was lost on the way; an article with notes is imported as degraded.
    """

    title: str
    text: str
    author: str | None = None
    published: str | None = None
    date_basis: DateBasis = DateBasis.UNKNOWN
    source: str | None = None
    url: str | None = None
    language: str | None = None
    extractor: str = ""
    notes: tuple[str, ...] = ()
    memo: str = ""
    """What the analyst notes of it as a whole."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the project, without its text.

    `path` is where the file lay at import, absolute, and `member` which article of it this is
    when it holds several (a mailbox, an archive, a table). `story` is the id that copies of one
    story share; `text_sha256` names the canonical text, `original_sha256` the bytes it was
    read from, by `extractor`, with `notes` on what was lost.
    """

    id: int
    uid: str
    title: str
    author: str | None
    published: str | None
    date_basis: DateBasis
    source: str | None
    url: str | None
    language: str | None
    path: str
    characters: int
    story: int
    text_sha256: str
    imported: str
    import_id: int
    member: str | None = None
    original_sha256: str = ""
    extractor: str = ""
    notes: tuple[str, ...] = ()
    memo: str = ""
    """What the analyst notes of it as a whole."""


@dataclass(frozen=True, slots=True)
class StoryMember:
    """An article of a story.

    `share` is the part of its text, from 0 to 1, that stands in the text of the article
    `like`, the origin where they have been compared; both are None for the origin itself and
    for one that an analyst has put into the story.
    """

    article_id: int
    basis: CopyBasis
    share: float | None = None
    like: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that are copies of one, the origin (published first) at their head."""

    id: int
    members: tuple[StoryMember, ...]

    @property
    def origin(self) -> int:
        """The id of the article that was published first."""
        return self.members[0].article_id


@dataclass(frozen=True, slots=True)
class TextVersion:
    """A text that an article has had.

    `reason` is "import", "changed file" or "new reading"; `original_sha256` names the bytes
    that it was read from, by `extractor`.
    """

    id: int
    text_sha256: str
    original_sha256: str
    extractor: str
    reason: str
    made: str
    characters: int
