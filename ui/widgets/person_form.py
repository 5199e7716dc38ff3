"""What is said of one person or organisation: main name, sort, note."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from ui.formats import plural
from ui.theme import GRID
from ui.widgets.choice_field import ChoiceField
from ui.widgets.line_field import LineField
from ui.widgets.memo_field import MemoField
from workbench.domain import Person, Sort

_SORTS = {
    Sort.UNKNOWN.value: "not said",
    Sort.PERSON.value: "a person",
    Sort.ORGANISATION.value: "an organisation",
}


class PersonForm(QWidget):
    """`changed` carries the person's id, the name of a column and what it is to be."""

    changed = Signal(int, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person_id = 0
        self.name = LineField("Main name")
        self.sort = ChoiceField("Sort", _SORTS)
        self.note = MemoField("Note", "Office, party, since when")
        self.used = QLabel()
        self.used.setProperty("role", "small")
        self._fields: dict[str, LineField | ChoiceField | MemoField] = {
            "name": self.name,
            "sort": self.sort,
            "note": self.note,
        }
        form = QFormLayout(self)
        form.setContentsMargins(3 * GRID, 0, 0, 0)
        form.setSpacing(2 * GRID)
        for title, field in (
            ("Name", self.name),
            ("Is", self.sort),
            ("Note", self.note),
            ("", self.used),
        ):
            form.addRow(title, field)
        self.name.left.connect(self._tell_name)
        self.sort.left.connect(self._tell_sort)
        self.note.left.connect(self._tell_note)
        self.setEnabled(False)

    def show_person(self, person: Person | None) -> None:
        """Show somebody; None empties the form. What has been typed of the same one stays."""
        same = person is not None and person.id == self._person_id
        if not same:
            self.commit()
        self._person_id = person.id if person else 0
        self.setEnabled(person is not None)
        for column, field in self._fields.items():
            if not (same and field.dirty):
                field.load(str(getattr(person, column)) if person else "")
        self.used.setText(f"In {plural(person.passages, 'passage')}" if person else "")

    def forget(self) -> None:
        """Have what was typed replaced by what is stored when somebody is shown next."""
        self._person_id = 0
        self.name.load("")
        self.note.load("")

    def commit(self) -> None:
        """Tell of what has been typed and not yet left."""
        if self.name.dirty:
            self._tell_name()
        if self.note.dirty:
            self._tell_note()

    @Slot()
    def _tell_name(self) -> None:
        if self.name.text().strip():
            self._tell("name", self.name.text())

    @Slot()
    def _tell_sort(self) -> None:
        self._tell("sort", self.sort.text())

    @Slot()
    def _tell_note(self) -> None:
        self._tell("note", self.note.text())

    def _tell(self, column: str, value: str) -> None:
        if self._person_id:
            self.changed.emit(self._person_id, column, value)
