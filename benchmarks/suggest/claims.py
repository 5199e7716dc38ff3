"""Claims against sentences that others have labelled: `python -m benchmarks.suggest.claims`.

One threshold serves all kinds of text. `LODE_GOLD` names the folder of the public test data.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import gold
from workbench.extract.claims import LIKELY, score_sentence

_SETS = {
    "policlaim": "1",
    "ct25_subjectivity_news": "OBJ",
    "babe_news_opinion": "Entirely factual",
}
"""Sets of sentences with the label that stands for a factual statement."""
_UNDECIDED = "No agreement"
AIMS = {"policlaim": 0.83, "ct25_subjectivity_news": 0.86, "babe_news_opinion": 0.72}


@dataclass(frozen=True)
class Scores:
    """How well factual sentences of a set are told, and what taking every sentence reaches."""

    precision: float
    recall: float
    f1: float
    average_precision: float
    """Over all thresholds: the mean of the precision at each factual sentence."""
    f1_of_all: float


def scores(threshold: float = LIKELY) -> dict[str, Scores]:
    """The scores of every set, with the sentences counted as claims from a threshold on."""
    scorer = gold.scorer()
    out: dict[str, Scores] = {}
    for name, positive in _SETS.items():
        labelled = {row["id"]: row for row in _rows(name) if row["label"] != _UNDECIDED}
        said = {}
        for key, row in labelled.items():
            score = score_sentence(row["text"])
            said[key] = {"score": score, "label": positive if score >= threshold else ""}
        found = scorer.claims(labelled, said, positive)
        every = scorer.claims(labelled, {key: {"label": positive} for key in labelled}, positive)
        out[name] = Scores(found["P"], found["R"], found["F1"], found["AP"], every["F1"])
    return out


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = gold.folder() / Path("5_claims") / name / "dev.jsonl"
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main() -> None:
    """Prints a table with a line for every set."""
    print(f"Sentences count as claims from {LIKELY} on.\n")
    head = ["set", "precision", "recall", "F1", "average precision", "F1 of all", "aim"]
    rows = [
        [name, *(f"{value:.3f}" for value in _figures(one)), f"{AIMS[name]:.2f}"]
        for name, one in scores().items()
    ]
    print(gold.table(head, rows))


def _figures(one: Scores) -> tuple[float, ...]:
    return one.precision, one.recall, one.f1, one.average_precision, one.f1_of_all


if __name__ == "__main__":
    main()
