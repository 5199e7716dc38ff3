"""What a project should hold, as plain dictionaries, and gestures on it.

The same seed gives the same gestures, so that whoever watches a process from outside knows
what it was doing when it was killed.
"""

import random
from dataclasses import dataclass, field
from typing import Any

TEXT = "Over 70% of supply is Chinese, the survey says; others dispute it. 🚜 Рідкісні землі. " * 12
KINDS = ("claim", "quote", "figure")
TAGS = ("China", "supply", "спірне", "deal")
MEMOS = ("", "a memo", "ещё")
FEW = 60
"""Passages from which on more are deleted than made."""

State = dict[int, dict[str, Any]]
Gesture = dict[str, Any]


@dataclass
class Model:
    """The passages of article 1 by id, and the stacks of undo and redo."""

    passages: State = field(default_factory=dict)
    done: list[State] = field(default_factory=list)
    undone: list[State] = field(default_factory=list)
    next_id: int = 1
    batches: int = 0
    """How often files were imported; the gesture knows which they were."""

    def choose(self, chance: random.Random, imports: float = 0.0) -> Gesture:
        """The next gesture; with that probability an import."""
        ids = sorted(self.passages)
        if chance.random() < imports:
            return {"do": "import", "batch": self.batches}
        if not ids:
            return self._tag(chance)
        kind = chance.choices(
            ("tag", "edit", "delete", "bulk", "move", "kind", "undo", "redo", "merge", "backup"),
            weights=(30, 14, 8 if len(ids) < FEW else 60, 8, 8, 5, 14, 9, 3, 2),
        )[0]
        some = chance.sample(ids, min(len(ids), chance.randint(1, 12)))
        gone, into = chance.sample(TAGS, 2)
        said: dict[str, Gesture] = {
            "tag": self._tag(chance),
            "edit": {"id": some[0], "memo": chance.choice(MEMOS), "tags": _tags(chance)},
            "delete": {"ids": some},
            "bulk": {"ids": some, "tag": gone},
            "move": {"id": some[0], "span": _span(chance)},
            "kind": {"id": some[0], "kind": chance.choice(KINDS)},
            "merge": {"tag": gone, "into": into},
        }
        return {"do": kind, **said.get(kind, {})}

    def _tag(self, chance: random.Random) -> Gesture:
        return {
            "do": "tag",
            "span": _span(chance),
            "kind": chance.choice(KINDS),
            "tags": _tags(chance),
        }

    def apply(self, gesture: Gesture) -> None:
        """Do to the model what the gesture does to a project."""
        match gesture["do"]:
            case "backup":
                return
            case "import":
                self.batches += 1
                return
            case "undo":
                if self.done:
                    self.undone.append(self.passages)
                    self.passages = self.done.pop()
                return
            case "redo":
                if self.undone:
                    self.done.append(self.passages)
                    self.passages = self.undone.pop()
                return
        before = self.passages
        # Rows are never changed in place: states that follow each other share them.
        self.passages = dict(before)
        self._change(gesture)
        if self.passages != before or gesture["do"] in ("move", "kind"):
            self.done.append(before)
            self.undone.clear()

    def _change(self, gesture: Gesture) -> None:
        now = self.passages
        match gesture["do"]:
            case "tag":
                said = {name: gesture[name] for name in ("span", "kind", "tags")}
                now[self.next_id] = {**said, "memo": ""}
                self.next_id += 1
            case "edit":
                said = {"memo": gesture["memo"], "tags": gesture["tags"]}
                now[gesture["id"]] = now[gesture["id"]] | said
            case "delete":
                for one in gesture["ids"]:
                    del now[one]
            case "bulk":
                for one in gesture["ids"]:
                    now[one] = now[one] | {"tags": sorted({*now[one]["tags"], gesture["tag"]})}
            case "move" | "kind":
                what = {"move": "span", "kind": "kind"}[gesture["do"]]
                now[gesture["id"]] = now[gesture["id"]] | {what: gesture[what]}
            case "merge":
                for number, one in now.items():
                    tags = {gesture["into"] if t == gesture["tag"] else t for t in one["tags"]}
                    now[number] = one | {"tags": sorted(tags)}


def _span(chance: random.Random) -> list[int]:
    start = chance.randrange(len(TEXT) - 60)
    return [start, start + chance.randint(1, 50)]


def _tags(chance: random.Random) -> list[str]:
    return sorted(chance.sample(TAGS, chance.randint(0, 2)))
