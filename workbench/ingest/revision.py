"""What becomes of an article's passages when its text is read anew.

They move silently only where there is no doubt; the others keep their place in the text they
were tagged in, with or without a proposal, until somebody has decided.
"""

from dataclasses import dataclass
from typing import Any

from workbench.domain import AnchorState, Kind
from workbench.reanchoring import Placement, reanchor
from workbench.store import Writer, passages
from workbench.store.rows import Row
from workbench.text import Anchor


@dataclass(frozen=True, slots=True)
class Revised:
    """Passages by what a new text has made of them."""

    anchored: int
    review: int
    orphans: int

    def told(self) -> str:
        """What is to be said of passages that did not stay, "" when all did."""
        parts = []
        if self.review:
            parts.append(f"{_passages(self.review)} to review.")
        if self.orphans:
            parts.append(f"{_passages(self.orphans)} without a place.")
        return " ".join(parts)


def reanchor_passages(writer: Writer, article_id: int, text: str) -> Revised:
    """Re-anchor the passages of an article whose text is now `text`."""
    tally = dict.fromkeys(AnchorState, 0)
    for row in writer.rows("SELECT * FROM passages WHERE article_id = ?", [article_id]):
        placement = _placement(row, text)
        tally[placement.state] += 1
        writer.update("passages", row["id"], _columns(placement, text))
    return Revised(
        anchored=tally[AnchorState.ANCHORED],
        review=tally[AnchorState.REVIEW],
        orphans=tally[AnchorState.ORPHAN],
    )


def _placement(row: Row, text: str) -> Placement:
    words = Anchor(row["exact"], row["prefix"], row["suffix"])
    return reanchor(text, words, row["start"], Kind(row["kind"]))


def _columns(placement: Placement, text: str) -> dict[str, Any]:
    if placement.state is AnchorState.ANCHORED and placement.span is not None:
        return passages.anchored_at(text, placement.span)
    if placement.span is None:
        return {"state": placement.state, **passages.NO_PROPOSAL}
    return {
        "state": placement.state,
        "proposed_start": placement.span.start,
        "proposed_end": placement.span.end,
        "proposed_score": round(placement.score, 4),
    }


def _passages(number: int) -> str:
    return "1 passage" if number == 1 else f"{number:,} passages"
