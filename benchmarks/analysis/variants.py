"""Wordings of one statement among the quotes of 30,000 news articles: are they found?

`python -m benchmarks.analysis.variants` plants 1,000 edited copies of quotes: words dropped,
words changed, marks changed, and quotes split into two. Copies have the speaker of the original
and stand alone, as if in an article of their own. A planted pair is a quote and its copy, or one
of its halves; recall is of those pairs that end up in one group.

Precision is that of the pairs in which a planted copy stands. Right are those with its original
and between its halves. A pair of it with another real quote is wrong, unless an independent
comparison (`difflib`) finds that quote to be alike to the original, or both of them to one real
quote of the group: news holds many a quote several times. Those pairs are counted apart, neither
as right nor as wrong.
"""

import argparse
import math
import random
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from benchmarks import gold
from benchmarks.analysis.quotes import NewsQuote, quotes
from workbench.analysis.variants import Wording, grouped, last_name
from workbench.analysis.wordings import key

PLANTED = 1_000
FEWEST = 8
"""Words of a quote that is planted: of a shorter one little is left when words are taken out."""

SIZES = (10_000, 20_000, 30_000)
_SEED = 1_127
_ROUNDS = 4
_CURLY = str.maketrans({'"': "”", "'": "’", ",": " –", ";": ","})


@dataclass(frozen=True, slots=True)
class Said:
    """A quote of the test: `original` is the place of what it is a copy of."""

    text: str
    who: str
    sort: str = ""
    original: int | None = None


def dropped(words: list[str], chance: random.Random, _other: list[str]) -> list[str]:
    """One word in six is gone, at least one."""
    gone = set(chance.sample(range(len(words)), max(1, round(len(words) / 6))))
    return [word for place, word in enumerate(words) if place not in gone]


def changed(words: list[str], chance: random.Random, vocabulary: list[str]) -> list[str]:
    """One word in six is another, at least one."""
    other = set(chance.sample(range(len(words)), max(1, round(len(words) / 6))))
    return [chance.choice(vocabulary) if i in other else word for i, word in enumerate(words)]


def repunctuated(words: list[str], chance: random.Random, _other: list[str]) -> list[str]:
    """Other marks, and the first letter small."""
    text = " ".join(words).translate(_CURLY)
    return [text[:1].lower() + text[1:].rstrip(".,”") + chance.choice([",", ".", "…", "!"])]


def both(words: list[str], chance: random.Random, vocabulary: list[str]) -> list[str]:
    """Words dropped and words changed, one in ten of each."""
    edited = list(words)
    for place in chance.sample(range(len(words)), max(1, round(len(words) / 10))):
        edited[place] = chance.choice(vocabulary)
    for place in sorted(chance.sample(range(len(edited)), max(1, round(len(edited) / 10))))[::-1]:
        del edited[place]
    return edited


EDITS: dict[str, Callable[[list[str], random.Random, list[str]], list[str]]] = {
    "words dropped": dropped,
    "words changed": changed,
    "marks changed": repunctuated,
    "dropped and changed": both,
}


def planted(real: list[NewsQuote]) -> list[Said]:
    """The real quotes, and behind them the planted ones."""
    chance = random.Random(_SEED)
    said = [Said(" […] ".join(one.parts), one.speaker or "") for one in real]
    long = [place for place, one in enumerate(said) if len(key(one.text)) >= FEWEST]
    vocabulary = sorted({word for one in said[:5_000] for word in key(one.text)})
    sorts = [*EDITS, "split in two"]
    for number, place in enumerate(chance.sample(long, PLANTED)):
        sort, original = sorts[number % len(sorts)], said[place]
        words = original.text.split()
        if sort in EDITS:
            texts = [" ".join(EDITS[sort](words, chance, vocabulary))]
        else:
            cut = chance.randint(round(0.4 * len(words)), round(0.6 * len(words)))
            texts = [" ".join(words[:cut]) + ",", " ".join(words[cut:])]
        said += [Said(text, original.who, sort, place) for text in texts]
    return said


def really_alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether most of the shorter stands in the longer, in runs of two words and more."""
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= 2) >= 0.5 * min(len(a), len(b))


def run(said: list[Said]) -> tuple[list[int], float]:
    """The groups, and the seconds of processor time, which others on the machine hardly change."""
    began = time.process_time()
    found = grouped([Wording(key(one.text), last_name(one.who)) for one in said])
    return found, time.process_time() - began


def score(said: list[Said], found: list[int]) -> str:
    """The table of recall by sort, and precision."""
    members: dict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(found):
        members[number].append(place)
    hit: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    right = alike = wrong = 0
    for place, one in enumerate(said):
        if one.original is None:
            continue
        total[one.sort] += 1
        hit[one.sort] += found[place] == found[one.original]
        for other in members[found[place]]:
            if other == place or (said[other].original is not None and other < place):
                continue
            origin = said[other].original
            if one.original in (other, origin):
                right += 1
                continue
            wanted = key(said[one.original].text)
            got = key(said[origin if origin is not None else other].text)
            real = [got, *(key(said[n].text) for n in members[found[place]] if not said[n].sort)]
            if any(really_alike(wanted, each) and really_alike(got, each) for each in real):
                alike += 1
            else:
                wrong += 1
    rows = [(sort, total[sort], f"{hit[sort] / total[sort]:.3f}") for sort in total]
    everything = sum(total.values())
    rows.append(("all", everything, f"{sum(hit.values()) / everything:.3f}"))
    strict = right / (right + wrong)
    return "\n\n".join(
        [
            gold.table(["planted", "pairs", "recall"], rows),
            gold.table(
                [
                    "precision",
                    "pairs right",
                    "wrong",
                    "apart: with real quotes alike to the original",
                ],
                [(f"{strict:.3f}", right, wrong, alike)],
            ),
        ]
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(tempfile.gettempdir()) / "lode-analysis"
    parser.add_argument("--folder", type=Path, default=default, help="where quotes are kept")
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    real, reading = quotes(folder, SIZES[-1])
    print(f"{len(real):,} quotes of {SIZES[-1]:,} articles, read in {reading:.0f} s\n")
    corpora = {size: planted([one for one in real if one.article < size]) for size in SIZES}
    seconds: dict[int, float] = dict.fromkeys(SIZES, math.inf)
    found: list[int] = []
    # By turns, and the quickest of a few rounds: others use the memory as well.
    for _ in range(_ROUNDS):
        for size, said in corpora.items():
            found, taken = run(said)
            seconds[size] = min(seconds[size], taken)
    print(score(corpora[SIZES[-1]], found), "\n")
    rows = [(f"{n:,}", f"{len(corpora[n]):,}", f"{seconds[n]:.2f} s") for n in SIZES]
    print(gold.table(["articles", "quotes, planted ones included", "grouping, one core"], rows))
    print(
        f"\n{SIZES[0]:,} to {SIZES[-1]:,}: {seconds[SIZES[-1]] / seconds[SIZES[0]]:.2f} × the time"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"Peak memory, with the quotes of all three: {peak:,.0f} MB")


if __name__ == "__main__":
    main()
