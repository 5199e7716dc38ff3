"""What the word that is being typed in a query may become: a field, or a value of one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ui.models.facets import quoted
from workbench.domain import Kind

FIELDS = {
    "title": "words in the title",
    "author": "who wrote it",
    "outlet": "where it appeared",
    "lang": "language, as en",
    "date": "2025, 2025-02, 2025-02..2025-03, >2025-02",
    "tag": "a tag of a passage in it",
    "kind": "claim, quote or figure",
    "speaker": "who is quoted",
    "claimant": "who claims",
    "metric": "what a figure measures",
    "value": "a figure: >1bn, 5..10m",
    "currency": "of a figure, as USD",
    "unit": "of a figure",
    "memo": "words of a memo",
    "like": "the number of an article",
}
"""The fields that a query can name, in the order of the page about searching."""

MOST = 8
_SHORTEST = 2
_PIECE = re.compile(r'(?:^|[\s(])-?([^\W\d_]+(?::(?:"[^"]*|[^\s()"]*))?)$')


@dataclass(frozen=True, slots=True)
class Completion:
    """What may stand in place of the characters from `start` on, and what is said of it."""

    start: int
    text: str
    about: str = ""


def completions(query: str, cursor: int, values: Mapping[str, Sequence[str]]) -> list[Completion]:
    """What the word before the cursor may become; `values` are those in use, by field."""
    match = _PIECE.search(query[:cursor])
    if match is None or query[cursor : cursor + 1].strip(" )"):
        return []
    piece, start = match[1], match.start(1)
    name, colon, begun = piece.partition(":")
    if not colon:
        if len(piece) < _SHORTEST:
            return []
        found = [field for field in FIELDS if field.startswith(piece.casefold())]
        return [Completion(start, f"{field}:", FIELDS[field]) for field in found][:MOST]
    known = list(Kind) if name == "kind" else values.get(name.casefold(), ())
    wanted = begun.strip('"').casefold()
    first = [value for value in known if value.casefold().startswith(wanted)]
    inside = [value for value in known if wanted in value.casefold() and value not in first]
    chosen = [value for value in (*first, *inside) if value.casefold() != wanted][:MOST]
    return [Completion(start, f"{name}:{quoted(value)} ") for value in chosen]
