"""Copies of one story: are all of them found, and nothing else?

`python -m benchmarks.near_duplicates` takes BBC articles: those that the data holds twice word
for word, and for every eighth article five edited copies (cut by 30 %, sentences reworded, an
outlet's boilerplate added, all of these). Scored on pairs that end up in one group. A pair that
was not planted counts as right only when an independent comparison (longest matching blocks of
words) finds most of the shorter text in the longer; how many such pairs there are is told.
"""

import gzip
import json
import random
import re
import resource
import time
from collections import defaultdict
from difflib import SequenceMatcher
from itertools import combinations

from benchmarks import gold
from workbench.copies import Candidates, likeness, sketch

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_EVERY = 8
_BOILERPLATE = (
    "Sign up for our morning briefing and never miss a story from our correspondents.",
    "This report may not be reproduced without written permission of the publisher.",
    "Our editors have reviewed this article under the house rules on corrections.",
    "Read more: the week in pictures, our guide to the markets, and what to watch.",
)


def sentences(text: str) -> list[str]:
    return [one for part in text.split("\n") for one in _SENTENCE.split(part) if one.strip()]


def cut(text: str, chance: random.Random) -> str:
    """30 % shorter: at the end, as editors do, or here and there."""
    parts = sentences(text)
    keep = max(1, round(0.7 * len(parts)))
    if chance.random() < 0.5:
        return " ".join(parts[:keep])
    return " ".join(parts[n] for n in sorted(chance.sample(range(len(parts)), keep)))


def reworded(text: str, chance: random.Random, vocabulary: list[str]) -> str:
    """Three sentences in ten with a third of their words dropped, doubled or exchanged."""
    out = []
    for sentence in sentences(text):
        words = sentence.split()
        if chance.random() < 0.3:
            edited: list[str] = []
            for word in words:
                roll = chance.random()
                if roll < 0.12:
                    continue
                edited.append(chance.choice(vocabulary) if roll < 0.3 else word)
                if roll > 0.97:
                    edited.append(chance.choice(vocabulary))
            words = edited
        out.append(" ".join(words))
    return " ".join(out)


def framed(text: str, chance: random.Random) -> str:
    """With an outlet's standing phrases around it, about 30 words at each end."""
    first, last = chance.sample(_BOILERPLATE, 2), chance.sample(_BOILERPLATE, 2)
    return "\n".join([*first, text, *last])


def groups(texts: list[str]) -> tuple[list[int], int]:
    """A group's number for each text, one after the other as an import would; and the
    comparisons made."""
    known = Candidates()
    group = list(range(len(texts)))
    compared = 0

    def top(n: int) -> int:
        while group[n] != n:
            n = group[n]
        return n

    for number, text in enumerate(texts):
        sample = sketch(text)
        for other in known.near(sample):
            compared += 1
            if likeness(text, texts[other]).is_copy:
                a, b = sorted((top(number), top(other)))
                group[b] = a
        known.add(sample)
    return [top(n) for n in range(len(texts))], compared


def really_alike(a: str, b: str) -> bool:
    first, second = a.casefold().split(), b.casefold().split()
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    common = sum(block.size for block in blocks if block.size >= 3)
    return common >= 0.5 * min(len(first), len(second))


def main() -> None:
    path = gold.folder() / "1_news" / "bbc" / "bbc.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        articles = [json.loads(line)["text"] for line in file]
    chance = random.Random(7)
    vocabulary = sorted({word for text in articles for word in text.split()})
    owner: list[object] = []
    texts: list[str] = []
    kinds: list[str] = []
    for number, text in enumerate(articles):
        versions = [("original", text)]
        if number % _EVERY == 0:
            versions += [
                ("cut by 30 %", cut(text, chance)),
                ("reworded", reworded(text, chance, vocabulary)),
                ("boilerplate added", framed(text, chance)),
                ("cut and reworded", reworded(cut(text, chance), chance, vocabulary)),
                ("all three", framed(reworded(cut(text, chance), chance, vocabulary), chance)),
            ]
        for kind, version in versions:
            owner.append(" ".join(text.split()))
            texts.append(version)
            kinds.append(kind)
    order = list(range(len(texts)))
    chance.shuffle(order)
    owner, texts, kinds = ([one[n] for n in order] for one in (owner, texts, kinds))
    started = time.perf_counter()
    found, compared = groups(texts)
    seconds = time.perf_counter() - started
    wanted_pairs = pairs(owner)
    found_pairs = pairs(found)
    extra = found_pairs - wanted_pairs
    alike = {pair for pair in extra if really_alike(texts[pair[0]], texts[pair[1]])}
    right = len(found_pairs & wanted_pairs)
    precision = (right + len(alike)) / len(found_pairs)
    recall = right / len(wanted_pairs)
    print(f"{len(texts)} texts, {len(wanted_pairs)} planted or exact pairs")
    rows = []
    for kind in dict.fromkeys(kinds):
        of_kind = {
            pair
            for pair in wanted_pairs
            if kind in (kinds[pair[0]], kinds[pair[1]])
            and {kinds[pair[0]], kinds[pair[1]]} <= {kind, "original"}
        }
        hit = len(of_kind & found_pairs)
        rows.append((f"original ↔ {kind}", len(of_kind), f"{hit / max(1, len(of_kind)):.4f}"))
    print(gold.table(["pairs", "number", "recall"], rows))
    print(
        gold.table(
            ["precision", "recall", "F1", "pairs not planted", "of these really alike"],
            [
                (
                    f"{precision:.4f}",
                    f"{recall:.4f}",
                    f"{2 * precision * recall / (precision + recall):.4f}",
                    len(extra),
                    len(alike),
                )
            ],
        )
    )
    print(f"{seconds / len(texts) * 1000:.2f} ms a text, {compared} comparisons")
    scaling(articles, chance)


def pairs(group: list[object] | list[int]) -> set[tuple[int, int]]:
    members: dict[object, list[int]] = defaultdict(list)
    for number, one in enumerate(group):
        members[one].append(number)
    return {pair for one in members.values() for pair in combinations(one, 2)}


def scaling(articles: list[str], chance: random.Random) -> None:
    """Time a text as the corpus grows, with texts spliced of sentences of three articles."""
    pool = [sentences(text) for text in articles]
    rows = []
    for size in (10_000, 30_000, 100_000):
        samples = []
        for _ in range(size):
            spliced = [s for p in chance.sample(pool, 3) for s in chance.sample(p, min(5, len(p)))]
            samples.append(sketch(" ".join(spliced)))
        started = time.perf_counter()
        known = Candidates(samples)
        loading = time.perf_counter() - started
        started = time.perf_counter()
        for sample in samples[:2_000]:
            known.near(sample)
            known.add(sample)
        each = (time.perf_counter() - started) / 2_000 * 1000
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rows.append((f"{size:,}", f"{loading:.2f} s", f"{each:.2f} ms", f"{peak:.0f} MB"))
    print(gold.table(["texts", "loading", "looking one up and adding it", "peak"], rows))


if __name__ == "__main__":
    main()
