"""Which words of the index a wildcard, a misspelling or a range of dates stands for."""

from collections.abc import Iterable, Iterator
from typing import Any

from workbench.index import dates, glob
from workbench.index.deadline import Deadline
from workbench.index.query import Fuzzy, Pattern, Published
from workbench.index.schema import FILLED, PUBLISHED

_CHECK_EVERY = 4_096


def expanded(reader: Any, field: str, node: Pattern | Fuzzy, deadline: Deadline) -> list[str]:
    """The words of a field that a pattern stands for, or that a fuzzy word may be meant as."""
    if isinstance(node, Pattern):
        known = _words(reader, field, glob.literal_head(node.pattern), deadline)
        return list(glob.matching(node.pattern, known))
    known = _words(reader, field, node.word[0], deadline)
    return [word for word in known if glob.within(node.word, word, node.distance)]


def of_dates(reader: Any, node: Published) -> list[str]:
    """The years, months and days that make up a range of dates."""
    known = (period.decode() for period in reader.lexicon(PUBLISHED))
    return dates.cover(node, (period for period in known if period != FILLED))


def _words(reader: Any, field: str, head: str, deadline: Deadline) -> Iterator[str]:
    known: Iterable[bytes] = reader.expand_prefix(field, head) if head else reader.lexicon(field)
    for number, word in enumerate(known):
        if number % _CHECK_EVERY == 0:
            deadline.check()
        # What begins with "=" stands for a whole value, not for a word.
        if not word.startswith(b"="):
            yield word.decode()
