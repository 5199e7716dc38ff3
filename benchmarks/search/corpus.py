"""The articles and the queries of the comparison, the same for every engine.

The articles come from the public data's own generator: up to some 52,000 are real and whole,
the rest are spliced of two halves of real ones.
"""

import json
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import gold

_WORD = re.compile(r"[a-z]{4,14}")
_SEED = 20_251_127


@dataclass(frozen=True, slots=True)
class Record:
    """One article."""

    id: int
    title: str
    text: str
    author: str | None
    outlet: str | None
    published: str | None

    @property
    def day(self) -> int:
        """The date as one number, 20250224; 0 without one."""
        return int((self.published or "0")[:10].replace("-", ""))


def write(folder: Path, articles: int) -> Path:
    """Have the public generator write so many articles; gives the file."""
    path = folder / f"articles-{articles}.jsonl"
    if not path.exists():
        maker = gold.folder() / "1_news" / "make_corpus.py"
        command = [sys.executable, str(maker), str(articles), str(path)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


def read(path: Path, most: int = sys.maxsize) -> Iterator[Record]:
    """The articles of a file."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if number > most:
                return
            found = json.loads(line)
            published = (found.get("date") or "")[:10] or None
            yield Record(
                number,
                found.get("title") or "",
                found["text"],
                found.get("author"),
                found.get("source"),
                published,
            )


CLASSES = (
    "rare term",
    "common term",
    "two terms AND",
    "three terms OR",
    "phrase of common words",
    "prefix, 3 letters",
    "fuzzy ~1",
    "a b NOT c",
    "term in a month",
    "common term by date",
    "keystroke",
)


@dataclass(frozen=True, slots=True)
class Query:
    """One query: words in the roles that its class gives them.

    A month is written 2025-02; of a keystroke the last word is only its first letters.
    """

    kind: str
    words: tuple[str, ...]
    month: str = ""


def queries(records: Sequence[Record], each: int) -> dict[str, list[Query]]:
    """So many queries of each class, chosen by how often words occur in these articles."""
    chance = random.Random(_SEED)
    frequency: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    months: Counter[str] = Counter()
    for record in records:
        words = _WORD.findall(record.text.lower())
        frequency.update(set(words))
        runs = re.findall(r"[a-z]+ [a-z]+", record.text.lower())
        pairs.update({(a, b) for a, b in map(str.split, runs)})
        if record.published:
            months[record.published[:7]] += 1
    total = len(records)
    common = [word for word, n in frequency.items() if n > 0.05 * total]
    medium = [word for word, n in frequency.items() if 0.005 * total < n <= 0.05 * total]
    rare = [word for word, n in frequency.items() if 3 <= n <= 20]
    often = [pair for pair, n in pairs.most_common(600) if n > 0.002 * total]
    usual_months = [month for month, _ in months.most_common(24)]
    for words in (common, medium, rare):
        words.sort()
    found: dict[str, list[Query]] = defaultdict(list)

    def add(kind: str, *words: str, month: str = "") -> None:
        found[kind].append(Query(kind, words, month))

    for _ in range(each):
        add("rare term", chance.choice(rare))
        add("common term", chance.choice(common))
        add("two terms AND", chance.choice(common), chance.choice(medium))
        add("three terms OR", *chance.sample(common, 1), *chance.sample(medium, 2))
        add("phrase of common words", *chance.choice(often))
        add("prefix, 3 letters", chance.choice(medium)[:3])
        add("fuzzy ~1", _misspelt(chance.choice(medium), chance))
        add("a b NOT c", chance.choice(common), *chance.sample(medium, 2))
        add("term in a month", chance.choice(common), month=chance.choice(usual_months))
        add("common term by date", chance.choice(common))
        typed = chance.choice(medium)
        add("keystroke", chance.choice(common), typed[: chance.randint(3, len(typed))])
    return dict(found)


def _misspelt(word: str, chance: random.Random) -> str:
    """A word with one letter missing, or two that have changed places."""
    place = chance.randrange(len(word) - 1)
    if chance.random() < 0.5:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
