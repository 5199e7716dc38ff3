"""Places to come back to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in an article, with the words that stood there when it was marked."""

    id: int
    article_id: int
    start: int
    exact: str
    label: str
    created: str
    title: str
    """The article's."""
    published: str | None
