"""The words of the trade as frozen dataclasses: what every layer passes to the next.

All offsets are Unicode code points in an article's canonical text, start inclusive, end
exclusive. All points in time are ISO 8601 strings, as they are stored and exported.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What an analyst says a passage is."""

    CLAIM = "claim"
    QUOTE = "quote"
    FIGURE = "figure"


class Qualifier(StrEnum):
    """How a stated number relates to the true one."""

    EXACT = ""
    ABOUT = "~"
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="


class AnchorState(StrEnum):
    """Whether a passage is known to stand where its offsets say."""

    ANCHORED = "anchored"
    REVIEW = "review"
    ORPHAN = "orphan"


class Outcome(StrEnum):
    """How one file of an import ended."""

    IMPORTED = "imported"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    DEGRADED = "degraded"
    REFUSED = "refused"
    FAILED = "failed"


class DateBasis(StrEnum):
    """Where an article's publication date was read."""

    STATED = "stated"
    URL = "url"
    FILE = "file"
    UNKNOWN = ""


def shown_member(path: str, member: str | None) -> str:
    """How a path is shown, with the article of it where the file holds several."""
    return path if member is None else f"{path}#{member}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a text states it.

    `value` is in the unit's own scale with the multiplier applied ("$14.8 trillion" is
    14_800_000_000_000, "70 percent" is 70 with unit "percent"). A range has `lower`, `upper`
    and its middle as `value`. `unit` is a singular English name or None for a bare count,
    `currency` an ISO 4217 code or None. `as_of` is an ISO 8601 date or None.
    """

    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    unit: str | None = None
    currency: str | None = None
    qualifier: Qualifier = Qualifier.EXACT
    as_of: str | None = None


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


class CopyBasis(StrEnum):
    """Why an article belongs to a story."""

    ORIGIN = "origin"
    EXACT = "exact"
    NEAR = "near"
    CHOSEN = "chosen"


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


@dataclass(frozen=True, slots=True)
class PassageDetails:
    """What an analyst may say of a passage beside where it stands; edited as one."""

    tags: tuple[str, ...] = ()
    memo: str = ""
    speaker: str | None = None
    claimant: str | None = None
    metric: str | None = None
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A tagged stretch of an article: offsets, the exact words and 32 code points around.

    Offsets of a passage that is not anchored are those in the text that it was tagged in.
    """

    id: int
    uid: str
    article_id: int
    kind: Kind
    span: Span
    text: str
    prefix: str
    suffix: str
    details: PassageDetails
    created: str
    modified: str
    state: AnchorState
    proposed: Span | None = None
    """Where a passage in review may stand in the article's present text."""
    proposed_score: float | None = None
    """How well words and surroundings fit there, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the codebook with the number of passages that carry it."""

    id: int
    name: str
    colour: str | None
    passages: int


@dataclass(frozen=True, slots=True)
class PassageFilter:
    """Which passages to list; None or "" leaves a field open.

    `text` looks in words, memo and tags.
    """

    kind: Kind | None = None
    tag: str | None = None
    article_id: int | None = None
    metric: str | None = None
    speaker: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the journal: what was done, when, and to which tables."""

    id: int
    label: str
    at: str
    author: str
    action: str
    """"do", "undo" or "redo"."""
    target: int | None
    """The step that an undo or redo acts on."""
    tables: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Change:
    """A notice that stored rows have changed; models refresh from it."""

    tables: frozenset[str]
    article_ids: frozenset[int] = field(default_factory=frozenset)
    label: str = ""


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """How one file of an import, or one article of it, ended, with the reason in words."""

    path: str
    outcome: Outcome
    reason: str = ""
    article_id: int | None = None
    member: str | None = None

    @property
    def shown(self) -> str:
        """The path, with the article of it where it holds several."""
        return shown_member(self.path, self.member)


COLUMN_ROLES = ("title", "text", "date", "author", "source", "url", "language", "id")
"""What a column of a table of articles may hold."""


@dataclass(frozen=True, slots=True)
class TablePreview:
    """The columns of a table of articles, which one holds what, and the first rows' cells."""

    columns: tuple[str, ...]
    mapping: dict[str, str]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class VanishedFile:
    """A file that an earlier import has read and that is no longer there; its article stays."""

    path: str
    member: str | None
    article_id: int

    @property
    def shown(self) -> str:
        """The path, with the article of it where it held several."""
        return shown_member(self.path, self.member)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All files of one import. `counts` add up to `found`; `vanished` ones were not found."""

    import_id: int
    files: tuple[FileOutcome, ...]
    cancelled: bool = False
    vanished: tuple[VanishedFile, ...] = ()

    @property
    def found(self) -> int:
        """How many files were looked at."""
        return len(self.files)

    @property
    def counts(self) -> dict[Outcome, int]:
        """Files by outcome, every outcome present."""
        tally = dict.fromkeys(Outcome, 0)
        for file in self.files:
            tally[file.outcome] += 1
        return tally


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of an article around a match; all offsets are in the article's text."""

    span: Span
    text: str
    matches: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that answers a query."""

    article_id: int
    title: str
    published: str | None
    source: str | None
    score: float
    snippets: tuple[Snippet, ...]
    copies: int = 0
    """How many matching copies of its story it stands for."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One match in an article, on one line with what stands before and behind it."""

    article_id: int
    span: Span
    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The best hits, the exact number of all, and counts by facet value.

    Where copies of a story are one hit `total` counts stories and `articles` all that match.
    """

    query: str
    total: int
    milliseconds: float
    hits: tuple[Hit, ...]
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    articles: int = 0


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query kept under a name; articles with ids up to `seen` were there when it was last
    looked at."""

    id: int
    name: str
    query: str
    seen: int = 0


@dataclass(frozen=True, slots=True)
class CountedSearch:
    """How many articles a saved search finds, and how many of them are new since it was looked
    at; None while not known. `trouble` says why it cannot be counted."""

    search: SavedSearch
    articles: int | None = None
    new: int | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """A charted number; `t` is an ISO 8601 date, and the passage is its evidence."""

    t: str
    value: float
    lower: float | None
    upper: float | None
    qualifier: Qualifier
    passage_id: int
    article_id: int


@dataclass(frozen=True, slots=True)
class Series:
    """One metric in one unit, of one group; `unit` is a unit name or a currency code."""

    metric: str
    unit: str | None
    group: str | None
    points: tuple[SeriesPoint, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check has found. `severity` is "error" or "warning"."""

    severity: str
    what: str
    where: str
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """What the index is told of one article, passages' keywords included."""

    article_id: int
    title: str
    text: str
    author: str | None
    source: str | None
    language: str | None
    published: str | None
    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    memos: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    amounts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a reader process says of one article of a file. `draft` is set when it was read.

    `outcome` is imported, degraded, refused, failed, or unchanged when the file's bytes have
    the hash that the caller already knew. A file of several articles gives one of these for
    each, told apart by `member`, all but the last with `more`. `sha256` is that of the bytes
    the article was read from and `file_sha256` that of the whole file, "" when it is the same.
    `sketch` is what copies of one story are found by; see `workbench.copies`.
    """

    path: str
    outcome: Outcome
    reason: str
    sha256: str
    draft: ArticleDraft | None
    member: str | None = None
    file_sha256: str = ""
    sketch: tuple[int, ...] = ()
    more: bool = False

    @property
    def shown(self) -> str:
        """The path, with the article of it where it holds several."""
        return shown_member(self.path, self.member)


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote; `notes` lists every truncation or substitution."""

    written: str
    passages: int
    notes: tuple[str, ...] = ()
