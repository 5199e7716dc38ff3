"""What is done to many passages at once: each is one step with a label that says what it did."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from workbench import parts
from workbench.domain import CHOICES, AnchorState, Kind, Passage, PassageDetails
from workbench.errors import ConflictError
from workbench.project.content import counted, with_quantity
from workbench.project.parts import Parts
from workbench.store import links, passages

SETTABLE = ("speaker", "claimant", "metric")
"""What many passages can be given the same of, in any words."""

CHOOSABLE = ("stance", "status", "certainty")
"""What many passages can be given the same of, in one of the words of `CHOICES`."""

_ONLY_OF = {"stance": Kind.CLAIM, "status": Kind.FIGURE}


class Bulk(Parts):
    """Edits of several passages."""

    def set_on_passages(self, ids: Sequence[int], field: str, value: str) -> None:
        """Give passages the same of `SETTABLE` or `CHOOSABLE`; "" takes it away.

        Raises `ValueError` for a word that is none of the field's, `ConflictError` when one of
        the passages is of a kind that does not have the field: then none is changed.
        """
        if field not in {*SETTABLE, *CHOOSABLE}:
            raise ValueError(field)
        given = CHOICES[field](value) if value and field in CHOICES else value
        what = f"the {field} “{value}”" if value else f"no {field}"
        with self._store.write(f"{counted('Give', len(ids), 'passage')} {what}") as writer:
            found = passages.get_many(self._store, ids)
            _refuse_other_kinds(found, field)
            said: dict[str, Any] = {field: given or None}
            for passage in found:
                passages.set_details(writer, passage.id, replace(passage.details, **said))
            writer.touch_articles([passage.article_id for passage in found])

    def replace_tag(self, ids: Sequence[int], old: str, new: str) -> None:
        """Put another tag in the place of one, on those of these passages that carry it."""
        label = f"{counted('Retag', len(ids), 'passage')} from “{old}” to “{new}”"
        with self._store.write(label) as writer:
            found = [p for p in passages.get_many(self._store, ids) if old in p.details.tags]
            for passage in found:
                passages.remove_tag(writer, passage.id, old)
                passages.add_tag(writer, passage.id, new)
            writer.touch_articles([passage.article_id for passage in found])

    def merge_passages(self, ids: Sequence[int]) -> Passage:
        """Make one passage of several of one article and kind, of several parts if they are apart.

        What is said of the first stays; tags are united, memos stand one below the other.
        Raises `ConflictError` when they are of several articles or kinds, or one has no place.
        """
        found = sorted(passages.get_many(self._store, ids), key=lambda one: one.span)
        if len(found) < 2:
            raise ConflictError("Choose at least two passages to merge.")
        if len({(one.article_id, one.kind) for one in found}) > 1:
            raise ConflictError("Only passages of one article and one kind can be merged.")
        if any(one.state is not AnchorState.ANCHORED for one in found):
            raise ConflictError("A passage that is to be reviewed cannot be merged.")
        first, *others = found
        with self._store.write(counted("Merge", len(found), "passage")) as writer:
            text = self.text(first.article_id)
            for one in others:
                links.hand_over(writer, one.id, first.id)
                passages.delete(writer, one.id)
            span, gaps = parts.packed(parts.tidy(text, (p for one in found for p in one.parts)))
            columns = passages.anchored_at(text, span)
            passages.change(writer, first.id, {**columns, "gaps": passages.packed_gaps(gaps)})
            passages.set_details(writer, first.id, _united(found))
            writer.touch_articles([first.article_id])
        return self.passage(first.id)


def _refuse_other_kinds(found: Sequence[Passage], field: str) -> None:
    kind = _ONLY_OF.get(field)
    if kind is not None and any(one.kind is not kind for one in found):
        raise ConflictError(f"Only {kind}s have a {field}. Filter the list by kind first.")


def _read_from(passage: Passage) -> str | None:
    """The words that a passage's number was read from, even all; None where it was typed."""
    stored = passage.details.read_from
    read = with_quantity(passage.details, passage.words)
    if stored is None and read.quantity == passage.details.quantity:
        return read.read_from or passage.words.strip()
    return stored


def _united(found: Sequence[Passage]) -> PassageDetails:
    details = found[0].details
    tags = dict.fromkeys(tag for one in found for tag in one.details.tags)
    memos = [one.details.memo for one in found if one.details.memo]
    said: dict[str, Any] = {
        name: next((value for one in found if (value := getattr(one.details, name))), None)
        for name in ("speaker", "claimant", "metric", "cue", *CHOICES)
    }
    counted_in = next((one for one in found if one.details.quantity is not None), None)
    if counted_in is not None:
        said["quantity"] = counted_in.details.quantity
        said["read_from"] = _read_from(counted_in)
    return replace(details, tags=tuple(tags), memo="\n\n".join(memos), **said)
