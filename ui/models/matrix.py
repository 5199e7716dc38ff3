"""The table of a matrix: a row for each piece of evidence, a column for each hypothesis."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from ui.formats import elide, plain_tool_tip
from ui.theme import current, ui_font
from workbench.analysis.hypotheses import AGAINST, Weighed, diagnosticity, weighed
from workbench.domain import Article, Evidence, Hypothesis, Matrix, Passage, Rating, Weight

Index = QModelIndex | QPersistentModelIndex

WORDS, SOURCE, WEIGHT, TELLS, FIRST = range(5)
"""The columns; hypotheses begin at `FIRST`."""

RATING_NAME: Mapping[Rating, str] = {
    Rating.VERY_CONSISTENT: "very consistent",
    Rating.CONSISTENT: "consistent",
    Rating.NEUTRAL: "neutral, or says nothing of it",
    Rating.INCONSISTENT: "inconsistent",
    Rating.VERY_INCONSISTENT: "very inconsistent",
}
_SHOWN = {
    Rating.VERY_CONSISTENT: "＋＋",
    Rating.CONSISTENT: "＋",
    Rating.NEUTRAL: "○",
    Rating.INCONSISTENT: "－",
    Rating.VERY_INCONSISTENT: "－－",
}
_HEADINGS = ("Evidence", "Source", "Weight", "Tells apart")
_NOWHERE = QModelIndex()
_LONGEST = 200
_LINE, _LINES = 24, 2
_CENTRE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class MatrixContent:
    """All matrices, the one that is shown, and the passages and articles that it is made of."""

    all: tuple[Matrix, ...] = ()
    shown: Matrix | None = None
    passages: Mapping[int, Passage] = field(default_factory=dict)
    articles: Mapping[int, Article] = field(default_factory=dict)


class MatrixModel(QAbstractTableModel):
    """Shows `content`; what is said in it is changed through the project."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._content = MatrixContent()
        self._weighed: tuple[Weighed, ...] = ()

    def show_content(self, content: MatrixContent) -> None:
        """Show this in the place of what was before."""
        self.beginResetModel()
        self._content = content
        self._weighed = weighed(content.shown) if content.shown is not None else ()
        self.endResetModel()

    @property
    def matrix(self) -> Matrix | None:
        """The matrix that is shown."""
        return self._content.shown

    def evidence(self, row: int) -> Evidence:
        """The evidence of a row."""
        assert self._content.shown is not None  # noqa: S101 - there are rows
        return self._content.shown.evidence[row]

    def hypothesis_id(self, column: int) -> int | None:
        """The hypothesis of a column; None for another one."""
        if self._content.shown is None or column < FIRST:
            return None
        return self._content.shown.hypotheses[column - FIRST].id

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        shown = self._content.shown
        return 0 if parent.isValid() or shown is None else len(shown.evidence)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        shown = self._content.shown
        return 0 if parent.isValid() or shown is None else FIRST + len(shown.hypotheses)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        shown = self._content.shown
        if orientation is not Qt.Orientation.Horizontal or shown is None:
            return None
        if section < FIRST:
            return _HEADINGS[section] if role == Qt.ItemDataRole.DisplayRole else None
        if section - FIRST < len(shown.hypotheses):
            return self._heading(shown.hypotheses[section - FIRST], section - FIRST, role)
        return None

    def _heading(self, hypothesis: Hypothesis, place: int, role: int) -> object:
        fares = self._weighed[place]
        if role == Qt.ItemDataRole.DisplayRole:
            lines = textwrap.wrap(hypothesis.text, _LINE, max_lines=_LINES, placeholder=" …")
            return "\n".join([*lines, f"against it: {fares.inconsistency:g}"])
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(
                f"{hypothesis.text}\nInconsistency {fares.inconsistency:g}, place {fares.rank}; "
                f"{fares.against} inconsistent and {fares.consistent} consistent of "
                f"{fares.rated} rated. The likeliest hypothesis is the one with the least "
                "against it."
            )
        if role == Qt.ItemDataRole.FontRole and fares.rank == 1 and fares.rated:
            return ui_font(medium=True)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = self._content.shown
        if not index.isValid() or shown is None:
            return None
        evidence, column = shown.evidence[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(shown, evidence, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(self._tip(shown, evidence, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _CENTRE if column >= FIRST else _RIGHT if column == TELLS else None
        if role == Qt.ItemDataRole.ForegroundRole and column >= FIRST:
            return _colour(evidence.ratings.get(shown.hypotheses[column - FIRST].id))
        return None

    def _text(self, matrix: Matrix, evidence: Evidence, column: int) -> str:
        if column >= FIRST:
            rating = evidence.ratings.get(matrix.hypotheses[column - FIRST].id)
            return "?" if rating is None else _SHOWN[rating]
        if column == WEIGHT:
            return evidence.weight.value
        if column == TELLS:
            tells = diagnosticity(matrix, evidence)
            return "" if tells is None else f"{tells:.0%}"
        passage = self._content.passages.get(evidence.passage_id)
        if passage is None:
            return ""
        if column == SOURCE:
            return self._source(passage)
        return elide(" ".join(passage.words.split()), _LONGEST)

    def _source(self, passage: Passage) -> str:
        article = self._content.articles.get(passage.article_id)
        who = passage.details.claimant or passage.details.speaker
        outlet = (article.source or article.title) if article is not None else ""
        return ", ".join(part for part in (who, outlet) if part)

    def _tip(self, matrix: Matrix, evidence: Evidence, column: int) -> str:
        if column >= FIRST:
            rating = evidence.ratings.get(matrix.hypotheses[column - FIRST].id)
            name = "not rated yet" if rating is None else RATING_NAME[rating]
            return f"{name}. Press 1 to 5 to rate, from very inconsistent to very consistent."
        if column == WEIGHT:
            return "Press W to change how much this counts"
        return self._text(matrix, evidence, column)


def _colour(rating: Rating | None) -> QColor:
    if rating is None or rating is Rating.NEUTRAL:
        return current().token("secondary")
    return current().token("bad" if rating in AGAINST else "good")


NEXT_WEIGHT: Mapping[Weight, Weight] = {
    Weight.LOW: Weight.MEDIUM,
    Weight.MEDIUM: Weight.HIGH,
    Weight.HIGH: Weight.LOW,
}
