"""What is no longer used is destroyed on the GUI thread, whatever thread is busy."""

import gc
import threading
import weakref

import pytest
from pytestqt.qtbot import QtBot

from ui.garbage import GarbageCollector


class Knot:
    """Refers to itself, so that only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


def test_cycles_are_collected_on_the_gui_thread_only(qtbot: QtBot) -> None:
    collector = GarbageCollector()
    freed_on: list[int] = []
    weakref.finalize(Knot(), lambda: freed_on.append(threading.get_ident()))
    kept: list[list[int]] = []
    thread = threading.Thread(target=lambda: kept.extend([] for _ in range(20_000)))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(freed_on))
    collector.stop()
    assert freed_on == [threading.get_ident()]


@pytest.mark.usefixtures("qtbot")
def test_collecting_is_python_s_again_afterwards() -> None:
    collector = GarbageCollector()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
