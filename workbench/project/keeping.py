"""What an analyst makes of passages and keeps: views, exchange rates, matrices, reports."""

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.domain import Matrix, Rate, Rating, Report, ReportItem, SavedView, ViewSort, Weight
from workbench.errors import NotFound
from workbench.project.content import counted
from workbench.project.quoting import Quoting
from workbench.store import matrices, reports, views


class Keeping(Quoting):
    """Views, rates, matrices and reports; each change is one step that Undo takes back."""

    # ── Views and rates ──────────────────────────────────────────────────────────────────

    def views(self, sort: ViewSort | None = None) -> list[SavedView]:
        """The saved views of a sort, or all, by name."""
        return views.all_views(self._store, sort)

    def view(self, view_id: int) -> SavedView:
        """One saved view; raises `NotFound`."""
        return views.get(self._store, view_id)

    def save_view(self, sort: ViewSort, name: str, settings: Mapping[str, Any]) -> int:
        """Keep a view under a name, in the place of the one that has it; returns the id."""
        with self._store.write(f"Save the view “{name}”") as writer:
            return views.save(writer, sort, name, settings)

    def rename_view(self, view_id: int, name: str) -> None:
        """Give a view another name; raises `NotFound` or `UsageError`."""
        with self._store.write(f"Rename a view to “{name}”") as writer:
            views.rename(writer, view_id, name)

    def delete_view(self, view_id: int) -> None:
        """Keep a view no longer; it leaves the reports that it stands in."""
        with self._store.write("Delete a view") as writer:
            views.remove(writer, view_id)

    def rates(self) -> list[Rate]:
        """The exchange rates that the analyst has given."""
        return views.all_rates(self._store)

    def set_rate(self, currency: str, target: str, rate: float, note: str = "") -> None:
        """Say how many of `target` one of `currency` is; raises `UsageError`."""
        with self._store.write(f"Set the rate of {currency} in {target}") as writer:
            views.set_rate(writer, currency, target, rate, note)

    def delete_rate(self, rate_id: int) -> None:
        """Forget a rate."""
        with self._store.write("Delete an exchange rate") as writer:
            views.remove_rate(writer, rate_id)

    # ── Hypotheses against evidence ──────────────────────────────────────────────────────

    def matrices(self) -> list[Matrix]:
        """Every matrix with all that is in it, by name."""
        return matrices.all_matrices(self._store)

    def matrix(self, matrix_id: int) -> Matrix:
        """One matrix; raises `NotFound`."""
        for one in self.matrices():
            if one.id == matrix_id:
                return one
        raise NotFound("The matrix is no longer there.")

    def add_matrix(self, name: str) -> int:
        """Make a matrix; its id."""
        with self._store.write(f"Add the matrix “{name}”") as writer:
            return matrices.add(writer, name)

    def edit_matrix(
        self, matrix_id: int, *, name: str | None = None, note: str | None = None
    ) -> None:
        """Rename a matrix or write its note."""
        with self._store.write("Edit a matrix") as writer:
            matrices.change(writer, matrix_id, name=name, note=note)

    def delete_matrix(self, matrix_id: int) -> None:
        """Delete a matrix with its hypotheses and ratings; the passages stay."""
        with self._store.write("Delete a matrix") as writer:
            matrices.remove(writer, matrix_id)

    def add_hypothesis(self, matrix_id: int, text: str) -> int:
        """Add a hypothesis as the last of a matrix; its id."""
        with self._store.write("Add a hypothesis") as writer:
            return matrices.add_hypothesis(writer, matrix_id, text)

    def edit_hypothesis(self, hypothesis_id: int, text: str) -> None:
        """Word a hypothesis anew."""
        with self._store.write("Edit a hypothesis") as writer:
            matrices.set_hypothesis(writer, hypothesis_id, text)

    def delete_hypothesis(self, hypothesis_id: int) -> None:
        """Delete a hypothesis with its ratings."""
        with self._store.write("Delete a hypothesis") as writer:
            matrices.remove_hypothesis(writer, hypothesis_id)

    def order_hypotheses(self, ids: Sequence[int]) -> None:
        """Put the hypotheses of a matrix in this order."""
        with self._store.write("Move a hypothesis") as writer:
            matrices.put_in_order(writer, "hypotheses", ids)

    def add_evidence(self, matrix_id: int, passage_ids: Sequence[int]) -> list[int]:
        """Add passages as evidence; the ids of those that were not in the matrix yet."""
        label = f"Add {len(passage_ids):,} to a matrix"
        with self._store.write(label) as writer:
            return matrices.add_evidence(writer, matrix_id, passage_ids)

    def weigh_evidence(self, evidence_id: int, weight: Weight) -> None:
        """Say how much a piece of evidence counts."""
        with self._store.write(f"Weigh evidence as {weight}") as writer:
            matrices.set_weight(writer, evidence_id, weight)

    def delete_evidence(self, ids: Sequence[int]) -> None:
        """Take passages out of a matrix."""
        with self._store.write(f"Take {len(ids):,} out of a matrix") as writer:
            for evidence_id in ids:
                matrices.remove_evidence(writer, evidence_id)

    def order_evidence(self, ids: Sequence[int]) -> None:
        """Put the evidence of a matrix in this order."""
        with self._store.write("Move evidence") as writer:
            matrices.put_in_order(writer, "evidence", ids)

    def rate_evidence(self, evidence_id: int, hypothesis_id: int, rating: Rating | None) -> None:
        """Say how evidence stands to a hypothesis; None for not yet known."""
        with self._store.write("Rate evidence") as writer:
            matrices.rate(writer, evidence_id, hypothesis_id, rating)

    # ── Reports ──────────────────────────────────────────────────────────────────────────

    def reports(self) -> list[Report]:
        """Every report with its items, by name."""
        return reports.all_reports(self._store)

    def report(self, report_id: int) -> Report:
        """One report; raises `NotFound`."""
        for one in self.reports():
            if one.id == report_id:
                return one
        raise NotFound("The report is no longer there.")

    def add_report(self, name: str) -> int:
        """Make a report; its id."""
        with self._store.write(f"Add the report “{name}”") as writer:
            return reports.add(writer, name)

    def rename_report(self, report_id: int, name: str) -> None:
        """Give a report another name."""
        with self._store.write(f"Rename a report to “{name}”") as writer:
            reports.rename(writer, report_id, name)

    def delete_report(self, report_id: int) -> None:
        """Delete a report; its passages and views stay."""
        with self._store.write("Delete a report") as writer:
            reports.remove(writer, report_id)

    def add_report_items(
        self, report_id: int, items: Sequence[ReportItem], *, before: int | None = None
    ) -> list[int]:
        """Put items (their ids do not count) before another, or at the end; their ids."""
        with self._store.write(counted("Add", len(items), "item") + " to a report") as writer:
            return reports.add_items(writer, report_id, items, before=before)

    def edit_report_item(
        self, item_id: int, *, text: str | None = None, level: int | None = None
    ) -> None:
        """Write an item's text or set a heading's level."""
        with self._store.write("Edit an item of a report") as writer:
            reports.change_item(writer, item_id, text=text, level=level)

    def delete_report_items(self, ids: Sequence[int]) -> None:
        """Take items out of their report."""
        with self._store.write(counted("Delete", len(ids), "item") + " of a report") as writer:
            reports.remove_items(writer, ids)

    def order_report_items(self, report_id: int, ids: Sequence[int]) -> None:
        """Put the items of a report in this order."""
        with self._store.write("Move an item of a report") as writer:
            reports.put_in_order(writer, report_id, ids)
