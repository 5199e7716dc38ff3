"""One number with several meanings: "$500 billion" as aid given and as resources demanded."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbench.analysis.stated import StatedFigure, measure, metric_key, status_class, subject_key

_LEAST_COUNT = 1_000
"""A bare count below this stands everywhere, so that a suggested one says nothing."""

_YEARS = (1_700, 2_200)
"""What is suggested as a count of so many may well be a year."""

_STANDING = frozenset({"duration", "long duration", "time"})
"""Suggested lengths of time are the same everywhere: "two years" has no meaning of its own."""

_COMMON = 120
"""Suggested numbers that more stories state than this are nobody's in particular."""

_KEPT = 300_000
"""Sets of words that are kept, for they are asked for again and again."""

_ATTESTED = 4
"""Places of a suggested number with two meanings in two stories each, at least."""

_MANY = 50
"""A suggested number of more subjects than this says nothing of any."""

_ALIKE = 0.5
"""The part of their words that two subjects have in common when they are one."""

_NEAR = 0.005
"""A round number stands for those within this part of it."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a number is said to be; `label` is "" where nothing says it.

    `status` is "demanded", "planned" or "" for what is stated to be so.
    """

    label: str
    status: str
    figures: tuple[StatedFigure, ...]

    @property
    def stories(self) -> int:
        """How many independent stories mean this."""
        return len({one.story for one in self.figures})

    @property
    def suggested(self) -> bool:
        """Whether no passage means this."""
        return all(one.passage_id is None for one in self.figures)


@dataclass(frozen=True, slots=True)
class SameNumber:
    """A number that stands for several things: what passages say first, then the most frequent."""

    value: float
    unit: str | None
    currency: str | None
    meanings: tuple[Meaning, ...]

    @property
    def figures(self) -> tuple[StatedFigure, ...]:
        """Every place where it stands, by meaning."""
        return tuple(one for meaning in self.meanings for one in meaning.figures)

    @property
    def stories(self) -> int:
        """How many independent stories have the number."""
        return len({one.story for one in self.figures})

    @property
    def suggested(self) -> bool:
        """Whether no passage has it."""
        return all(one.passage_id is None for one in self.figures)


def same_numbers(figures: Iterable[StatedFigure]) -> list[SameNumber]:
    """Numbers with more than one meaning: those to which passages give two first, then those
    that many stories give to few things.

    Numbers are the same to three digits; a round one also stands for those within half a
    hundredth ("$500 billion" for 498.9). Bounds do not matter: "over $500 billion" is that
    number. Ranges are left out. Meanings are told apart by the words of metric or subject, and
    by whether the number is stated, planned or demanded.
    """
    found = [made for group in _by_number(figures) if (made := _meanings(group)) is not None]
    return sorted(found, key=_order)


def _by_number(figures: Iterable[StatedFigure]) -> list[list[StatedFigure]]:
    groups: dict[tuple[str, float], list[StatedFigure]] = defaultdict(list)
    for figure in figures:
        value = figure.value
        if not value or figure.form != "amount" or _is_range(figure):
            continue
        if figure.passage_id is None and _says_nothing(figure, value):
            continue
        dimension, factor = measure(figure.unit, figure.currency)
        groups[dimension, float(f"{value * factor:.3g}")].append(figure)
    kept = [
        key for key, found in groups.items() if len(found) > 1 or found[0].passage_id is not None
    ]
    for dimension, value in kept:
        if len(f"{value:.2e}".partition("e")[0].rstrip("0.").replace(".", "")) == 1:
            _absorb(groups, dimension, value)
    return [groups[key] for key in kept if key in groups]


def _is_range(figure: StatedFigure) -> bool:
    return figure.lower is not None and figure.upper is not None and figure.lower != figure.upper


def _says_nothing(figure: StatedFigure, value: float) -> bool:
    """Whether a suggested number is one of those that stand everywhere."""
    if figure.unit is None and figure.currency is None:
        if abs(value) < _LEAST_COUNT or _YEARS[0] <= value < _YEARS[1]:
            return True
    elif measure(figure.unit, figure.currency)[0] in _STANDING:
        return True
    return not _words(figure)


def _absorb(
    groups: dict[tuple[str, float], list[StatedFigure]], dimension: str, value: float
) -> None:
    """Let a round number take what has been stated a little more exactly."""
    home = groups.get((dimension, value))
    if home is None:
        return
    for steps in range(-5, 6):
        near = float(f"{value * (1 + steps * _NEAR / 5):.3g}")
        if near != value and (dimension, near) in groups:
            home += groups.pop((dimension, near))


def _meanings(figures: Sequence[StatedFigure]) -> SameNumber | None:
    accepted = [one for one in figures if one.passage_id is not None]
    if len(figures) < 2 or (not accepted and len(figures) < _ATTESTED):
        return None
    if not accepted and not 2 <= len({one.story for one in figures}) <= _COMMON:
        return None
    clusters: list[tuple[set[str], str, list[StatedFigure]]] = []
    counted = Counter((_words(one), status_class(one.status)) for one in figures)
    if not accepted and not 2 <= len(counted) <= _MANY:
        return None
    members: dict[tuple[frozenset[str], str], list[StatedFigure]] = defaultdict(list)
    for one in figures:
        members[_words(one), status_class(one.status)].append(one)
    for (words, status), _count in counted.most_common():
        home = next((one for one in clusters if one[1] == status and _alike(words, one[0])), None)
        if home is None:
            clusters.append((set(words), status, list(members[words, status])))
        else:
            home[2].extend(members[words, status])
    attested = sum(len({one.story for one in found}) > 1 for _, _, found in clusters)
    if len(clusters) < 2 or (not accepted and attested < 2):
        return None
    meanings = [
        Meaning(_label(found), status, tuple(_once(found))) for _, status, found in clusters
    ]
    if sum(bool(one.label) for one in meanings) < 2:
        return None
    meanings.sort(
        key=lambda one: (one.suggested, not one.label, -one.stories, one.label.casefold())
    )
    first = (accepted or list(figures))[0]
    value = Counter(one.value for one in figures if one.unit == first.unit).most_common(1)[0][0]
    assert value is not None  # noqa: S101 - only figures with a value are grouped
    return SameNumber(value, first.unit, first.currency, tuple(meanings))


def _words(figure: StatedFigure) -> frozenset[str]:
    if figure.passage_id is not None and figure.metric:
        return frozenset(metric_key(figure.metric))
    return _set_of(figure.metric or figure.subject or " ".join(figure.tags))


@lru_cache(_KEPT)
def _set_of(words: str) -> frozenset[str]:
    return frozenset(subject_key(words))


def _alike(words: frozenset[str], others: set[str]) -> bool:
    if not words or not others:
        return not words and not others
    common = len(words & others)
    return common >= _ALIKE * min(len(words), len(others)) and common > 0


def _label(figures: Sequence[StatedFigure]) -> str:
    accepted = Counter(one.metric for one in figures if one.metric and one.passage_id is not None)
    names = accepted or Counter(
        one.metric or one.subject or "" for one in figures if one.metric or one.subject
    )
    if names:
        return names.most_common(1)[0][0]
    return ", ".join(next((one.tags for one in figures if one.tags), ()))


def _once(figures: Iterable[StatedFigure]) -> list[StatedFigure]:
    """By day; of the copies of a story the first, and every passage."""
    seen: set[int] = set()
    kept = []
    for one in sorted(figures, key=lambda one: (one.passage_id is None, one.day or "9", one.start)):
        if one.passage_id is not None or one.story not in seen:
            seen.add(one.story)
            kept.append(one)
    return sorted(kept, key=lambda one: (one.day is None, one.day or "", one.article_id, one.start))


def _order(one: SameNumber) -> tuple[int, float, float]:
    of_passages = sum(not meaning.suggested for meaning in one.meanings)
    second = sorted((meaning.stories for meaning in one.meanings if meaning.label), reverse=True)
    return (-min(of_passages, 2), -second[1] / len(one.meanings), -one.value)
