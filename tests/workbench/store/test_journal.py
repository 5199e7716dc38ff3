"""Undo and redo: what was is again, across restarts, whatever was done."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from workbench.domain import ArticleDraft, Kind, PassageDetails, Quantity, Span, StepState
from workbench.errors import ConflictError
from workbench.store import Store, articles, codebook, imports, journal, passages
from workbench.store.check import check

CONTENT = ("articles", "passages", "tags", "passage_tags")


def snapshot(store: Store) -> dict[str, list[dict[str, Any]]]:
    return {name: list(store.rows(f"SELECT * FROM {name} ORDER BY id")) for name in CONTENT}


def tag(store: Store, article_id: int, start: int, end: int, *tags: str) -> int:
    with store.write("Tag as claim") as writer:
        return passages.add(
            writer,
            article_id=article_id,
            text=articles.text(store, article_id),
            span=Span(start, end),
            kind=Kind.CLAIM,
            details=PassageDetails(tags=tags, memo="a memo", quantity=Quantity(70, unit="percent")),
        )


def test_undo_and_redo_of_a_tagged_passage(store: Store, add_article: Any) -> None:
    article_id = add_article()
    before = snapshot(store)
    tag(store, article_id, 0, 5, "China", "share")
    after = snapshot(store)

    undone = journal.undo(store)
    assert undone is not None
    assert (undone.action, undone.label, undone.target) == ("undo", "Tag as claim", 1)
    assert undone.tables == {"passages", "tags", "passage_tags"}
    assert snapshot(store) == before
    assert journal.undo(store) is None

    redone = journal.redo(store)
    assert redone is not None
    assert redone.action == "redo"
    assert snapshot(store) == after
    assert journal.redo(store) is None


def test_undo_reaches_back_across_a_restart(store: Store, add_article: Any) -> None:
    article_id = add_article()
    states = [snapshot(store)]
    for n in range(3):
        tag(store, article_id, n, n + 4)
        states.append(snapshot(store))
    journal.undo(store)
    store.close()

    reopened = Store.open(store.path)
    assert snapshot(reopened) == states[2]
    journal.undo(reopened)
    assert snapshot(reopened) == states[1]
    journal.redo(reopened)
    journal.redo(reopened)
    assert snapshot(reopened) == states[3]
    reopened.close()


def test_a_new_step_ends_what_could_be_redone(store: Store, add_article: Any) -> None:
    article_id = add_article()
    tag(store, article_id, 0, 5)
    journal.undo(store)
    tag(store, article_id, 6, 9)
    assert journal.redo(store) is None
    journal.undo(store)
    assert journal.undo(store) is None


def test_a_removed_article_comes_back_with_its_passages(store: Store, add_article: Any) -> None:
    article_id = add_article()
    tag(store, article_id, 0, 5, "China")
    before = snapshot(store)
    with store.write("Remove 1 article") as writer:
        articles.remove(writer, article_id)
    assert snapshot(store)["articles"] == []
    journal.undo(store)
    assert snapshot(store) == before
    assert articles.text(store, article_id).startswith("China")


def test_undo_refuses_when_the_row_is_not_as_the_step_left_it(
    store: Store, add_article: Any
) -> None:
    passage_id = tag(store, add_article(), 0, 5)
    with store.write() as writer:  # a write outside the journal, as no gesture makes
        writer.update("passages", passage_id, {"memo": "changed behind the journal"})
    before = snapshot(store)
    with pytest.raises(ConflictError, match="Nothing was changed"):
        journal.undo(store)
    assert snapshot(store) == before


def test_the_journal_cannot_be_rewritten(store: Store, add_article: Any) -> None:
    tag(store, add_article(), 0, 5)
    for statement in ("UPDATE steps SET label = 'x'", "DELETE FROM changes"):
        with pytest.raises(ConflictError, match="append-only"), store.write() as writer:
            writer.execute(statement)


def test_history_is_newest_first(store: Store, add_article: Any) -> None:
    article_id = add_article()
    tag(store, article_id, 0, 5)
    journal.undo(store)
    assert [(step.id, step.action) for step in journal.history(store)] == [(2, "undo"), (1, "do")]
    assert all(step.at.endswith("Z") and step.author for step in journal.history(store))


class Journalled(RuleBasedStateMachine):
    """Any mix of gestures, undo, redo and reopening agrees with two plain stacks of states."""

    folder: Path

    @initialize()
    def begin(self) -> None:
        self.path = self.folder / f"{id(self)}.sqlite"
        self.path.unlink(missing_ok=True)
        self.store = Store.create(self.path)
        import_id = imports.begin(self.store, ["/"])
        with self.store.write() as writer:
            draft = ArticleDraft(title="T", text="One two three four five six seven.")
            self.article = articles.add(
                writer, draft, path="/a", original_sha256="a", import_id=import_id
            )
        self.done = [snapshot(self.store)]
        self.undone: list[dict[str, list[dict[str, Any]]]] = []

    def _did(self) -> None:
        now = snapshot(self.store)
        if now != self.done[-1]:
            self.done.append(now)
            self.undone.clear()

    def _ids(self) -> list[int]:
        return [row["id"] for row in self.done[-1]["passages"]]

    @rule(start=st.integers(0, 20), tags=st.sets(st.sampled_from(["aid", "Aid", "mines"])))
    def tag(self, start: int, tags: set[str]) -> None:
        tag(self.store, self.article, start, start + 4, *tags)
        self._did()

    @rule(data=st.data(), memo=st.sampled_from(["", "a memo", "another"]))
    def edit(self, data: st.DataObject, memo: str) -> None:
        if ids := self._ids():
            chosen = data.draw(st.sampled_from(ids))
            with self.store.write("Edit passage") as writer:
                passages.set_details(writer, chosen, PassageDetails(memo=memo, tags=("mines",)))
            self._did()

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        if ids := self._ids():
            chosen = data.draw(st.sets(st.sampled_from(ids), min_size=1))
            with self.store.write("Delete passages") as writer:
                for passage_id in chosen:
                    passages.delete(writer, passage_id)
            self._did()

    @rule()
    def undo(self) -> None:
        step = journal.undo(self.store)
        assert (step is None) == (len(self.done) == 1)
        if step is not None:
            self.undone.append(self.done.pop())

    @rule()
    def redo(self) -> None:
        step = journal.redo(self.store)
        assert (step is None) == (not self.undone)
        if step is not None:
            self.done.append(self.undone.pop())

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.path)

    @invariant()
    def agrees(self) -> None:
        if hasattr(self, "store"):
            assert snapshot(self.store) == self.done[-1]

    def teardown(self) -> None:
        if hasattr(self, "store"):
            assert check(self.store) == []
            self.store.close()


def test_any_mix_of_gestures_agrees_with_plain_stacks(tmp_path: Path) -> None:
    Journalled.folder = tmp_path
    run_state_machine_as_test(
        Journalled,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


# ── To a step ────────────────────────────────────────────────────────────────────────────


def names(store: Store) -> list[str]:
    return [row["name"] for row in store.rows("SELECT name FROM tags ORDER BY id")]


def make(store: Store, name: str) -> int:
    with store.write(f"New {name}") as writer:
        codebook.add(writer, name)
    return journal.history(store, 1)[0].id


def test_one_can_go_back_to_a_step_and_on_again(store: Store) -> None:
    steps = [make(store, name) for name in "abcde"]
    assert journal.go_to(store, steps[1]) == 3
    assert names(store) == ["a", "b"]
    assert journal.states(store, steps) == {
        **dict.fromkeys(steps[:2], StepState.DONE),
        **dict.fromkeys(steps[2:], StepState.UNDONE),
    }
    assert journal.go_to(store, steps[3]) == 2
    assert names(store) == ["a", "b", "c", "d"]
    assert journal.go_to(store, steps[3]) == 0
    assert journal.go_to(store, None) == 4
    assert names(store) == []
    assert journal.go_to(store, steps[4]) == 5
    assert names(store) == list("abcde")


def test_what_was_taken_back_before_something_else_is_out_of_reach(store: Store) -> None:
    first, second = make(store, "a"), make(store, "b")
    journal.undo(store)
    third = make(store, "c")
    assert journal.states(store, [first, second, third]) == {
        first: StepState.DONE,
        second: StepState.GONE,
        third: StepState.DONE,
    }
    with pytest.raises(ConflictError):
        journal.go_to(store, second)
    assert names(store) == ["a", "c"]
