"""How well Lode reads along, beside quantulum3 and Microsoft's Recognizers.

`make bench-suggest` sets up the peers in an environment of their own and prints the tables of
docs/benchmarks.md. Without `--peers PYTHON` only Lode is measured.
"""

import argparse
import json
import subprocess
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import gold
from benchmarks.suggest import claims, figures, others
from workbench.extract.claims import find_claims
from workbench.extract.dates import find_dates
from workbench.extract.figures import find_figures
from workbench.extract.quotes import find_quotes
from workbench.extract.reading import read_along

PUBLISHED = "2016-09-12"
ROUNDS = 3
STORIES = 150


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, help="the Python that has the peers installed")
    options = parser.parse_args()
    scorer = gold.scorer()
    asked = figures.texts()
    ours = figures.ours(asked)
    columns = {"Lode": figures.scores(ours, scorer)}
    seconds = {"Lode": _best(lambda: figures.ours(asked))}
    if options.peers is not None:
        for name, answer in _peers(options.peers, asked).items():
            columns[name] = figures.scores(answer["found"], scorer)
            seconds[name] = answer["seconds"]
    size = sum(len(text.encode()) for text in asked.values())
    print(gold.table(["what", *columns, "aim"], _figure_rows(columns, seconds, size)))
    print()
    print(gold.table(["what", "Lode", "aim"], _other_rows(scorer)))
    print()
    print(gold.table(["speed", "KB/s, one core", "aim"], _speed_rows()))


def _figure_rows(
    columns: Mapping[str, figures.Scores], seconds: Mapping[str, float], size: int
) -> list[list[str]]:
    rows = [
        [label, *(f"{getattr(scores, name):.3f}" for scores in columns.values()), aim]
        for name, label, aim in (
            ("value", "newsquant, value, F1", "0.92"),
            ("qualified", "newsquant, value and qualifier, F1", "0.86"),
            ("spans_recall", "ieer_news, spans, recall", "0.97"),
            ("spans", "ieer_news, spans, F1 (dates apart)", "0.88"),
            ("currency_and_percent", "recognizers_text, currency and percent, value, F1", "0.93"),
        )
    ]
    speeds = [f"{size / one / 1000:,.0f}" for one in seconds.values()]
    return [*rows, ["figures in these texts, KB/s", *speeds, "10 × quantulum3"]]


def _other_rows(scorer: ModuleType) -> list[list[str]]:
    spans, values = others.dates(scorer)
    direct, both, exact, overlap = others.quotes(scorer)
    rows = [
        ["timebank, dates, span F1", f"{spans:.3f}", "0.92"],
        ["timebank, dates, value of those found", f"{values:.3f}", "0.82"],
        ["polnear, direct quotes, F1", f"{direct:.3f}", "0.95"],
        ["polnear, direct and mixed quotes, F1", f"{both:.3f}", "0.90"],
        ["polnear, speaker, the same words", f"{exact:.3f}", "0.82"],
        ["polnear, speaker, a word in common", f"{overlap:.3f}", "0.93"],
    ]
    for name, one in claims.scores().items():
        label = f"{name}, F1 (every sentence: {one.f1_of_all:.3f})"
        rows.append([label, f"{one.f1:.3f}", f"{claims.AIMS[name]:.2f}"])
    return rows


def _speed_rows() -> list[list[str]]:
    path = gold.folder() / "4_quotes" / "polnear" / "dev.jsonl"
    with path.open(encoding="utf-8") as lines:
        stories = [json.loads(line)["text"] for line in lines][:STORIES]
    size = sum(len(text.encode()) for text in stories)
    parts: dict[str, Callable[[str], object]] = {
        "all four": lambda text: read_along(text, PUBLISHED),
        "figures": find_figures,
        "quotes": find_quotes,
        "claims": find_claims,
        "dates": lambda text: find_dates(text, PUBLISHED),
    }
    aims = {"all four": "300"}
    return [
        [name, f"{size / _best(partial(_each, read, stories)) / 1000:,.0f}", aims.get(name, "")]
        for name, read in parts.items()
    ]


def _each(read: Callable[[str], object], stories: list[str]) -> None:
    for text in stories:
        read(text)


def _best(work: Callable[[], object]) -> float:
    """Seconds of the quickest of a few rounds: the one least disturbed by the machine."""
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def _peers(python: Path, asked: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    script = Path(__file__).with_name("peers.py")
    done = subprocess.run(
        [python, "-I", script], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    answer: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return answer


if __name__ == "__main__":
    main()
