"""What a query says, as a small tree: the one form that index, snippets and marks share.

`parser.parse` makes it of the words that a user types; `trees` turns it into a Whoosh query,
`marks` finds the same words in a text. All words in it are folded (see `words`).
"""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """The fields that a query can name. Without one, words are sought in title and text."""

    TITLE = "title"
    MEMO = "memo"
    AUTHOR = "author"
    OUTLET = "outlet"
    LANG = "lang"
    TAG = "tag"
    KIND = "kind"
    SPEAKER = "speaker"
    CLAIMANT = "claimant"
    METRIC = "metric"
    CURRENCY = "currency"
    UNIT = "unit"


PROSE = frozenset({Scope.TITLE, Scope.MEMO})
"""Scopes of running text, where words match by their stems; the others hold values."""


@dataclass(frozen=True, slots=True)
class All:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Words:
    """One word, or several as a phrase.

    `within` is None for a phrase as it stands; with a number the words may stand in any order
    with at most that many others between them. `exact` compares words as written instead of
    stems; in a scope of values it means the whole value.
    """

    words: tuple[str, ...]
    scope: Scope | None = None
    exact: bool = False
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word with "*" for any run of characters and "?" for one."""

    pattern: str
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word, or one that differs in at most `distance` letters."""

    word: str
    distance: int
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """Articles that have any value in a scope; None stands for the date."""

    scope: Scope | None


@dataclass(frozen=True, slots=True)
class Published:
    """Articles published from the day `first` on and before the day `before`.

    Both are ISO 8601 dates; "" and "~" leave an end open, as they sort before and after all.
    """

    first: str = ""
    before: str = "~"


@dataclass(frozen=True, slots=True)
class Valued:
    """Articles with a figure of at least `least` and at most `most`, in whatever unit."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Like:
    """Articles that are like another one; `likeness` puts `Several` in its place."""

    article_id: int


@dataclass(frozen=True, slots=True)
class Several:
    """At least so many of the parts must match, in another article than `other_than`."""

    parts: tuple["Words", ...]
    least: int
    other_than: int


@dataclass(frozen=True, slots=True)
class Every:
    """All parts must match (AND)."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part must match (OR)."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """The part must not match (NOT)."""

    part: "Node"


Node = (
    All
    | Words
    | Pattern
    | Fuzzy
    | Filled
    | Published
    | Valued
    | Like
    | Several
    | Every
    | Any
    | Without
)
