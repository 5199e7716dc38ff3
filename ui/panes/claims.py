"""The Claims pane: what several articles claim, who asserts, denies and hedges it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QInputDialog, QSplitter, QWidget

from ui.formats import elide, format_day, plural
from ui.models.rows import Column, RowsModel
from ui.session import ProjectSession
from ui.theme import GRID
from ui.widgets.empty_state import EmptyState
from ui.widgets.row_table import RowTable
from ui.widgets.table_export import Cells, Table, TableExport
from ui.widgets.view_pane import ViewPane
from workbench.analysis.claim_groups import ClaimGroup, GroupedClaim, held
from workbench.domain import Stance, ViewSort

SUGGESTED_FROM = 0.5
"""The score from which on suggested claims stand among the others."""

_LONGEST = 300
_SAYS = {Stance.ASSERTED: "asserts", Stance.DENIED: "denies", Stance.HEDGED: "hedges"}


def _words(text: str) -> str:
    return elide(" ".join(text.split()), _LONGEST)


def _stories(stance: Stance) -> Callable[[ClaimGroup], str]:
    return lambda group: f"{group.stories(stance):,}" if group.stories(stance) else ""


def _first_day(group: ClaimGroup) -> str:
    return format_day(group.members[0].assertion.day) or ""


_GROUP_COLUMNS: tuple[Column[ClaimGroup], ...] = (
    Column("Claim", lambda group: _words(group.name)),
    Column("Assert", _stories(Stance.ASSERTED), right=True),
    Column("Deny", _stories(Stance.DENIED), right=True),
    Column("Hedge", _stories(Stance.HEDGED), right=True),
    Column("Stories", lambda group: f"{group.independent:,}", right=True),
    Column("Since", _first_day),
    Column("", lambda group: "" if group.statement_id is None else "settled"),
)
_MEMBER_COLUMNS: tuple[Column[GroupedClaim], ...] = (
    Column("", lambda one: _SAYS[held(one)]),
    Column("Who", lambda one: one.assertion.who or ""),
    Column("Words", lambda one: _words(one.assertion.text)),
    Column("Outlet", lambda one: one.assertion.outlet or ""),
    Column("Date", lambda one: format_day(one.assertion.day) or ""),
    Column("Likeness", lambda one: f"{one.likeness:.0%}", right=True),
)

_EXPORTED = (
    "claim",
    "settled",
    "independent_stories",
    "stance",
    "who",
    "text",
    "source",
    "published",
    "likeness",
    "story",
    "passage_id",
    "article_id",
    "start",
    "end",
)
"""The columns of an export; what is only suggested has no `passage_id`."""


def _cells(group: ClaimGroup, one: GroupedClaim) -> Cells:
    said = one.assertion
    return (
        group.name,
        "" if group.statement_id is None else "settled",
        group.independent,
        held(one).value,
        said.who,
        said.text,
        said.outlet,
        said.day,
        f"{one.likeness:.2f}",
        said.story,
        said.passage_id,
        said.article_id,
        said.span.start,
        said.span.end,
    )


class ClaimsPane(ViewPane[list[ClaimGroup]]):
    """`evidence_wanted` carries ids of passages that are to go into a matrix."""

    title = "Claims"
    sort = ViewSort.CLAIMS
    tables = ViewPane.tables | {"statements", "statement_members", "rejections"}

    evidence_wanted = Signal(object)

    def __init__(self, session: ProjectSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.suggested = QCheckBox("With suggestions")
        self.suggested.setToolTip("Claims that were read in the articles stand among the passages")
        self.suggested.toggled.connect(lambda _on: self.reload())
        self.bar.addWidget(self.suggested)
        self.export = TableExport(session, "claims", self._table)
        self.bar.addWidget(self.export)
        self.groups: RowsModel[ClaimGroup] = RowsModel(
            _GROUP_COLUMNS, self, faint=lambda group: group.statement_id is None
        )
        self.members: RowsModel[GroupedClaim] = RowsModel(
            _MEMBER_COLUMNS, self, faint=lambda one: one.assertion.passage_id is None
        )
        self.table = RowTable("Claims", self.groups, 0, several=True)
        self.beside = RowTable("Who claims it", self.members, 2, several=True)
        for column, width in {1: 15, 2: 13, 3: 15, 4: 15, 5: 28, 6: 16}.items():
            self.table.setColumnWidth(column, width * GRID)
        for column, width in {0: 17, 1: 30, 3: 29, 4: 28, 5: 18}.items():
            self.beside.setColumnWidth(column, width * GRID)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.beside)
        split.setChildrenCollapsible(False)
        split.setSizes([100, 100])
        split.setFocusProxy(self.table)
        self.set_body(
            split,
            EmptyState(
                "No claim stands in several articles yet",
                "Tag sentences as claims with C. Claims of different articles that say the same "
                "or the opposite come together here, counted by independent story. Tick “With "
                "suggestions” to see the claims that Lode has read as well.",
            ),
        )
        self._wire()

    def _wire(self) -> None:
        self.export.wanted.connect(self.export_wanted)
        self.table.selectionModel().currentRowChanged.connect(self._show_members)
        self.table.entered_row.connect(lambda _index: self.beside.setFocus())
        self.beside.entered_row.connect(self._enter)
        self.beside.clicked.connect(self._enter)
        for text, key, deed in (
            ("Settle as one claim", "S", self.settle),
            ("Put together", "M", self.merge),
            ("Name…", "F2", self.ask_name),
            ("Leave it to the words again", "Delete", self.release),
            ("List its passages", "L", self.list_passages),
            ("Use as evidence…", "V", self.use_as_evidence),
        ):
            self.add_deed(self.table, text, key, deed)
        for text, key, deed in (
            ("It says the opposite, or no longer", "O", self.turn),
            ("Take out of this claim", "Delete", self.take_out),
            ("Settle the chosen as a claim of their own", "S", self.split),
            ("Use as evidence…", "V", self.use_as_evidence),
        ):
            self.add_deed(self.beside, text, key, deed)

    # ── What is shown ────────────────────────────────────────────────────────────────────

    def question(self) -> Callable[[], list[ClaimGroup]]:
        """Reads the groups."""
        project = self.session.project
        least = SUGGESTED_FROM if self.suggested.isChecked() else None
        return lambda: project.claim_groups(suggested_from=least)

    def show_content(self, content: list[ClaimGroup]) -> bool:
        """Lists the groups; the chosen one stays chosen by its name."""
        before = self.chosen_group()
        self.groups.show_rows(content)
        names = [group.name for group in content]
        at = names.index(before.name) if before is not None and before.name in names else 0
        if content:
            self.table.setCurrentIndex(self.groups.index(at, 0))
        else:
            self.members.show_rows([])
        self.note.setText(plural(len(content), "claim"))
        return bool(content)

    def _table(self) -> Table | None:
        groups = list(self.groups.rows)
        if not groups:
            return None
        return _EXPORTED, lambda: [_cells(group, one) for group in groups for one in group.members]

    def settings(self) -> Mapping[str, Any]:
        """Whether suggestions are shown."""
        return {"suggested": self.suggested.isChecked()}

    @Slot(object)
    def apply(self, settings: Mapping[str, Any]) -> None:
        """Show suggestions or not."""
        self.suggested.setChecked(bool(settings.get("suggested")))

    @Slot(QModelIndex)
    def _show_members(self, index: QModelIndex) -> None:
        rows = self.groups.rows
        there = 0 <= index.row() < len(rows)
        self.members.show_rows(rows[index.row()].members if there else ())

    @Slot(QModelIndex)
    def _enter(self, index: QModelIndex) -> None:
        passage_id = self.members.rows[index.row()].assertion.passage_id
        if passage_id is not None:
            self.passage_chosen.emit(passage_id)
        else:
            self.place_chosen.emit(*self._place(self.members.rows[index.row()]))

    @staticmethod
    def _place(one: GroupedClaim) -> tuple[int, object]:
        return one.assertion.article_id, one.assertion.span

    def chosen_group(self) -> ClaimGroup | None:
        """The group whose claims are listed."""
        at = self.table.currentIndex().row()
        return self.groups.rows[at] if 0 <= at < len(self.groups.rows) else None

    def chosen_members(self) -> list[GroupedClaim]:
        """The chosen claims of the group; all, if none is."""
        chosen = [self.members.rows[row] for row in self.beside.chosen_rows()]
        return chosen or list(self.members.rows)

    # ── What is done ─────────────────────────────────────────────────────────────────────

    def settle(self) -> None:
        """Settle that the claims of the chosen group are one."""
        group = self.chosen_group()
        if group is not None:
            self._settle(group.members, group.statement_id)

    def merge(self) -> None:
        """Settle that the claims of all chosen groups are one."""
        groups = [self.groups.rows[row] for row in self.table.chosen_rows()]
        if len(groups) < 2:
            self.session.notice.emit("Choose at least two claims to put together.", False)
            return
        into = next((one.statement_id for one in groups if one.statement_id is not None), None)
        self._settle([member for group in groups for member in group.members], into)

    def split(self) -> None:
        """Settle that the chosen claims are one of their own."""
        self._settle(self.chosen_members(), None)

    def take_out(self) -> None:
        """Have the chosen claims, each for itself, say something else than the group."""
        members, project = self.chosen_members(), self.session.project

        if not members:
            return

        def part() -> bool:
            project.part_claims(members)
            return True

        if self.session.perform(part):
            self.session.notice.emit(f"Took out {plural(len(members), 'claim')}", True)

    def turn(self) -> None:
        """Say of the chosen claims that they deny what the group says, or no longer."""
        group, chosen = self.chosen_group(), self.chosen_members()
        if group is not None and chosen:
            turned = [
                GroupedClaim(one.assertion, not one.opposite, one.likeness)
                if one in chosen
                else one
                for one in group.members
            ]
            self._settle(turned, group.statement_id)

    def _settle(self, members: Sequence[GroupedClaim], into: int | None) -> None:
        project = self.session.project
        if self.session.perform(lambda: project.settle_claims(members, into)) is not None:
            self.session.notice.emit(f"Settled {plural(len(members), 'claim')} as one", True)

    def ask_name(self) -> None:
        """Ask what the chosen claim is to be called."""
        group = self.chosen_group()
        if group is None:
            return
        name, given = QInputDialog.getText(
            self, "Name the claim", "What is claimed", text=group.label or _words(group.name)
        )
        if given:
            self.name(name)

    def name(self, label: str) -> None:
        """Call the chosen claim that; it is settled by it."""
        group, project = self.chosen_group(), self.session.project
        if group is None:
            return
        statement = group.statement_id
        if statement is None:
            statement = self.session.perform(lambda: project.settle_claims(group.members, None))
        if statement is not None:
            made = statement
            self.session.perform(lambda: project.rename_statement(made, label))

    def release(self) -> None:
        """Take back what was settled of the chosen groups."""
        ids = [
            one.assertion.passage_id
            for row in self.table.chosen_rows()
            if self.groups.rows[row].statement_id is not None
            for one in self.groups.rows[row].members
            if one.assertion.passage_id is not None
        ]

        if not ids:
            self.session.notice.emit("Nothing was settled of this claim.", False)
            return

        def leave() -> bool:
            self.session.project.release_statement(ids)
            return True

        if self.session.perform(leave):
            self.session.notice.emit("Left to the words again", True)

    def list_passages(self) -> None:
        """Show the passages of the chosen groups in their list."""
        self.passages_chosen.emit(self._passage_ids(self._of_groups()))

    def use_as_evidence(self) -> None:
        """Put the chosen passages into a matrix of hypotheses."""
        ids = self.passages_at_hand()
        if ids:
            self.evidence_wanted.emit(ids)
        else:
            self.session.notice.emit("Settle the claim first: suggestions are no evidence.", False)

    def passages_at_hand(self) -> list[int]:
        """Those of the chosen claims, or of the chosen groups."""
        on_members = self.beside.hasFocus() and self.beside.chosen_rows()
        return self._passage_ids(self.chosen_members() if on_members else self._of_groups())

    def _of_groups(self) -> list[GroupedClaim]:
        rows = self.table.chosen_rows()
        return [one for row in rows for one in self.groups.rows[row].members]

    @staticmethod
    def _passage_ids(members: Sequence[GroupedClaim]) -> list[int]:
        ids = (one.assertion.passage_id for one in members)
        return [one for one in ids if one is not None]
