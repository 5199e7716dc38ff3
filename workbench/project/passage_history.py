"""The history of one passage: what was changed in it, and the way back to any state."""

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.domain import Passage, Span
from workbench.errors import NotFound
from workbench.project.notes import Notes
from workbench.store import passage_history, passages
from workbench.store.passage_history import RowChange
from workbench.store.rows import Row

_TOLD = {
    "kind": "kind",
    "exact": "words",
    "memo": "memo",
    "speaker": "speaker",
    "claimant": "claimant",
    "cue": "cue",
    "directness": "directness",
    "stance": "stance",
    "certainty": "certainty",
    "status": "status",
    "metric": "metric",
    "value": "value",
    "lower": "lower end",
    "upper": "upper end",
    "unit": "unit",
    "currency": "currency",
    "qualifier": "qualifier",
    "as_of": "as of",
    "read_from": "read from",
    "state": "place",
    "gaps": "parts",
}
"""Columns that an analyst knows, by the words for them."""

_PLACE = ("exact", "state", "gaps")
"""Those of them that belong to where the passage stands."""


@dataclass(frozen=True, slots=True)
class PassageStep:
    """What one step did to a passage; each of `changes` says what, before and after."""

    step_id: int
    label: str
    at: str
    author: str
    action: str
    changes: tuple[tuple[str, str, str], ...]
    row: Row | None
    """The passage's row after the step; None where it was deleted."""
    tags: frozenset[str]
    """Its tags after the step."""


class PassageHistory(Notes):
    """Reads what became of a passage, and makes it again what it was."""

    def passage_steps(self, passage_id: int) -> list[PassageStep]:
        """The steps that changed a passage or its tags, the newest first; off the GUI thread."""
        steps: list[PassageStep] = []
        for step in _by_step(passage_history.changes(self._store, passage_id)):
            before = steps[-1] if steps else None
            steps.append(_told(step, before))
        return steps[::-1]

    def take_passage_back(self, passage_id: int, step: PassageStep) -> Passage:
        """Make a passage again what it was after a step, as a new step.

        Its place only while the article's text is that of then. Raises `NotFound` when it was
        deleted by the step, or is not there any more.
        """
        row = step.row
        if row is None:
            raise NotFound("That step deleted the passage. Use Undo or the history to go back.")
        with self._store.write("Take a passage back to what it was") as writer:
            now = self.passage(passage_id)
            text_now = self.article(now.article_id).text_sha256
            columns = {name: row[name] for name in _TOLD if name not in _PLACE}
            if row["text_sha256"] == text_now:
                # Offsets are those in that text, so the passage stands there, even where the
                # step had put its place in doubt because of another text.
                span = Span(row["start"], row["end"])
                columns |= passages.anchored_at(self.text(now.article_id), span)
                columns["gaps"] = row["gaps"]
            passages.change(writer, passage_id, columns)
            for tag in set(now.details.tags) - step.tags:
                passages.remove_tag(writer, passage_id, tag)
            for tag in step.tags - set(now.details.tags):
                passages.add_tag(writer, passage_id, tag)
            writer.touch_articles([now.article_id])
        return self.passage(passage_id)


def _by_step(changes: Iterator[RowChange]) -> Iterator[list[RowChange]]:
    step: list[RowChange] = []
    for change in changes:
        if step and step[-1].step_id != change.step_id:
            yield step
            step = []
        step.append(change)
    if step:
        yield step


def _told(step: list[RowChange], before: PassageStep | None) -> PassageStep:
    rows = [change for change in step if change.tag is None]
    tags = set(before.tags if before else ())
    told: list[tuple[str, str, str]] = []
    for change in step:
        if change.tag is not None:
            (tags.discard if change.after is None else tags.add)(change.tag)
            sides = (change.tag, "") if change.after is None else ("", change.tag)
            told.append(("tag", *sides))
    if rows and rows[0].before is not None and rows[-1].after is not None:
        told = [*_differences(rows[0].before, rows[-1].after), *told]
    return PassageStep(
        step_id=step[0].step_id,
        label=step[0].label,
        at=step[0].at,
        author=step[0].author,
        action=step[0].action,
        changes=tuple(told),
        row=rows[-1].after if rows else before.row if before else None,
        tags=frozenset(tags),
    )


def _differences(before: Row, after: Row) -> Iterator[tuple[str, str, str]]:
    for column, name in _TOLD.items():
        if before[column] != after[column]:
            yield name, _shown(before[column]), _shown(after[column])


def _shown(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
