"""Quotes that are wordings of one statement, found among all and grouped.

Every quote of a group is like the group's longest wording, or like one that the analyst has
settled to be of the statement: that two are like a third does not join them (leader clustering,
Hartigan, "Clustering Algorithms", 1975, chapter 3). What the analyst has settled always holds.
The result does not depend on the order in which quotes are given.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.analysis.likely_pairs import likely_pairs
from workbench.analysis.wordings import comparable, is_phrase, key, likeness, wanted
from workbench.domain import Article, Span, Statement, SuggestedQuote
from workbench.tasks import Task

_STEP = 5_000
_UNDATED = "9999"

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote in an article: an accepted passage, or one that is suggested there.

    `words` are without what interrupts them. `speaker` is a name under which the person is
    counted, "" if nobody is known to speak.
    """

    words: str
    speaker: str
    article: Article
    span: Span
    passage_id: int | None = None
    offered: SuggestedQuote | None = None

    @property
    def outlet(self) -> str:
        """Where it stands; of an article without an outlet, its title."""
        return self.article.source or self.article.title

    @property
    def day(self) -> str:
        """When it was published, ISO 8601, or ""."""
        return (self.article.published or "")[:10]

    @property
    def place(self) -> tuple[str, int, Span]:
        """What quotes of a group are in the order of: the day, the article, where in it."""
        return self.article.published or _UNDATED, self.article.id, self.span


@dataclass(frozen=True)
class Variants:
    """Quotes of one statement, the first published first; `statement` where it is settled."""

    quotes: tuple[Quoted, ...]
    statement: Statement | None = None

    @cached_property
    def base(self) -> Quoted:
        """The wording that others are compared with.

        The one behind which most words stand in independent articles, so that neither a
        fragment that many took up nor a long quote that one outlet alone has hides the other.
        """
        said = [key(one.words) for one in self.quotes]
        stories: dict[_Key, set[int]] = defaultdict(set)
        for words, one in zip(said, self.quotes, strict=True):
            stories[words].add(one.article.story)
        sizes = [(len(stories[words]) * len(words), len(words)) for words in said]
        return self.quotes[sizes.index(max(sizes))]

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """Who has it, the first first."""
        return tuple(dict.fromkeys(one.outlet for one in self.quotes))

    @cached_property
    def independent(self) -> int:
        """How many stories have it: copies of one count once."""
        return len({one.article.story for one in self.quotes})

    @cached_property
    def wordings(self) -> int:
        """How many of the quotes differ in more than marks."""
        return len({key(one.words) for one in self.quotes})

    @cached_property
    def first_seen(self) -> str:
        """The first day of publication, ISO 8601, or ""."""
        return min((one.day for one in self.quotes if one.day), default="")

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Who says it according to the articles, the most often named first."""
        named = Counter(one.speaker for one in self.quotes if one.speaker)
        return tuple(name for name, _ in named.most_common())

    @property
    def label(self) -> str:
        """What it is called: as the analyst has named it, or by its words."""
        named = self.statement.label if self.statement else ""
        return named or " ".join(self.base.words.split())

    @property
    def passage_ids(self) -> tuple[int, ...]:
        """The quotes that are passages."""
        return tuple(one.passage_id for one in self.quotes if one.passage_id is not None)


def variants(
    quotes: Iterable[Quoted],
    settled: Sequence[Statement] = (),
    task: Task | None = None,
    *,
    alone: bool = False,
) -> list[Variants]:
    """The statements that stand in several articles, or that are settled; in most independent
    articles first. With `alone` those that one article has, too.

    Raises `Cancelled`. Takes time linear in the number of quotes.
    """
    task = task or Task()
    found = sorted(quotes, key=lambda one: (one.place, one.passage_id or 0))
    by_passage = {each.passage_id: one for one in settled for each in one.members}
    numbers = grouped([_wording(one, by_passage) for one in found], task)
    members: dict[int, list[Quoted]] = defaultdict(list)
    for one, number in zip(found, numbers, strict=True):
        members[number].append(one)
    groups = []
    for each in members.values():
        statements = [by_passage[one.passage_id] for one in each if one.passage_id in by_passage]
        if alone or statements or len({one.article.id for one in each}) > 1:
            groups.append(Variants(tuple(each), statements[0] if statements else None))
    return sorted(groups, key=lambda one: (-one.independent, -len(one.quotes), one.quotes[0].place))


@dataclass(frozen=True, slots=True)
class Wording:
    """What of a quote decides on its group: its words, who says them, where it is settled.

    Of the name the last word counts, since outlets leave out first names and titles.
    """

    said: tuple[str, ...]
    speaker: str = ""
    statement: int | None = None

    @property
    def unit(self) -> tuple[tuple[str, ...], str] | None:
        """What wordings share that are one from the start; None for what may not be compared.

        Words that anybody might use are one only when one person says them.
        """
        if not comparable(self.said) or (is_phrase(self.said) and not self.speaker):
            return None
        return self.said, self.speaker if is_phrase(self.said) else ""


def grouped(wordings: Sequence[Wording], task: Task | None = None) -> list[int]:
    """A group's number for each wording; those of one statement have the same.

    Wordings of one or two words are one only when they are equal and one person's.
    """
    task = task or Task()
    units = [one.unit for one in wordings]
    known = sorted({unit for unit in units if unit is not None})
    number_of = {unit: number for number, unit in enumerate(known)}
    heard: list[set[str]] = [set() for _ in known]
    statements_of: dict[int, set[int]] = defaultdict(set)
    for one, unit in zip(wordings, units, strict=True):
        if unit is not None and one.speaker:
            heard[number_of[unit]].add(one.speaker)
        if unit is not None and one.statement is not None:
            statements_of[number_of[unit]].add(one.statement)
    texts = [said for said, _ in known]
    group_of = _lead(texts, _near(texts, heard, task), statements_of)
    names: dict[object, int] = {}
    numbers = []
    for place, (one, unit) in enumerate(zip(wordings, units, strict=True)):
        name: object = "alone", place
        if one.statement is not None:
            name = "settled", one.statement
        elif unit is not None:
            name = group_of[number_of[unit]]
        elif one.said and one.speaker:
            name = one.said, one.speaker
        numbers.append(names.setdefault(name, len(names)))
    return numbers


def _near(
    texts: Sequence[_Key], heard: Sequence[set[str]], task: Task
) -> dict[int, list[tuple[float, int]]]:
    """For each text those that are like it, with how much."""
    near: dict[int, list[tuple[float, int]]] = defaultdict(list)
    pairs = likely_pairs(texts, task)
    for done, (first, second) in enumerate(pairs.tolist()):
        if done % _STEP == 0:
            task.step(done, len(pairs), "Comparing wordings")
        one_speaker = not heard[first].isdisjoint(heard[second])
        alike = likeness(texts[first], texts[second])
        if alike >= wanted(texts[first], texts[second], one_speaker=one_speaker):
            near[first].append((alike, second))
            near[second].append((alike, first))
    return near


def _lead(
    texts: Sequence[_Key],
    near: Mapping[int, list[tuple[float, int]]],
    statements_of: Mapping[int, set[int]],
) -> list[tuple[str, int]]:
    """The group of each text that is not settled: the one whose leader it is most like."""
    group_of: list[tuple[str, int]] = [("led", number) for number in range(len(texts))]
    leads = [False] * len(texts)
    for number in sorted(range(len(texts)), key=lambda each: (-len(texts[each]), texts[each])):
        options: list[tuple[float, bool, int, tuple[str, int]]] = []
        for alike, other in [(1.0, number), *near.get(number, ())]:
            options += (
                (alike, True, -statement, ("settled", statement))
                for statement in statements_of.get(other, ())
            )
            if leads[other]:
                options.append((alike, False, -other, group_of[other]))
        if options:
            group_of[number] = max(options)[3]
        else:
            leads[number] = True
    return group_of


def _wording(one: Quoted, by_passage: Mapping[int, Statement]) -> Wording:
    known = by_passage.get(one.passage_id) if one.passage_id is not None else None
    return Wording(key(one.words), last_name(one.speaker), known.id if known else None)


def last_name(name: str) -> str:
    """The last word of a name, by which speakers are compared."""
    return key(name)[-1] if key(name) else ""
