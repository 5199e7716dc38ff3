from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.dialogs.rates import RatesDialog
from ui.session import ProjectSession


def opened(qtbot: QtBot, session: ProjectSession) -> RatesDialog:
    dialog = RatesDialog(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def write(dialog: RatesDialog, currency: str, rate: str, target: str, note: str = "") -> None:
    fields = (dialog.currency, dialog.rate, dialog.target, dialog.note)
    for field, text in zip(fields, (currency, rate, target, note), strict=True):
        field.setText(text)


def rates(session: ProjectSession) -> list[tuple[str, float, str, str]]:
    return [(one.currency, one.rate, one.target, one.note) for one in session.project.rates()]


def test_a_rate_is_given_replaced_deleted_and_brought_back(
    qtbot: QtBot, session: ProjectSession
) -> None:
    dialog = opened(qtbot, session)
    assert "No exchange rate is given yet" in dialog.nothing.words
    write(dialog, "€", "1.08", "usd", "bank, 3 Feb")
    qtbot.keyClick(dialog.note, Qt.Key.Key_Return)
    assert rates(session) == [("EUR", 1.08, "USD", "bank, 3 Feb")]
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    write(dialog, "EUR", "1.1", "USD")
    dialog.set_button.click()
    assert rates(session) == [("EUR", 1.1, "USD", "")]
    dialog.delete()
    assert rates(session) == []
    session.undo()
    assert rates(session) == [("EUR", 1.1, "USD", "")]


def test_what_is_no_rate_is_said_and_not_kept(qtbot: QtBot, session: ProjectSession) -> None:
    dialog = opened(qtbot, session)
    for currency, rate, target, words in (
        ("euro", "1.08", "USD", "three letters"),
        ("EUR", "much", "USD", "as a number"),
        ("EUR", "-1", "USD", "as a number"),
        ("EUR", "1", "EUR", "two currencies"),
    ):
        write(dialog, currency, rate, target)
        dialog.set_button.click()
        assert words in dialog.trouble.text()
    assert rates(session) == []
