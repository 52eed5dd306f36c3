"""Widgets in cycles end on the window's thread, whoever allocates meanwhile."""

import gc
import threading

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.collector import Collector, collect


def test_a_worker_collects_nothing_and_the_window_does(qapp: QApplication, qtbot: QtBot) -> None:
    ended: list[threading.Thread] = []

    class Cycle:
        def __init__(self) -> None:
            self.widget, self.me = QWidget(), self

        def __del__(self) -> None:
            ended.append(threading.current_thread())

    gc.collect()
    owner = QObject()
    Collector(owner)
    assert not gc.isenabled()
    for _ in range(5):
        Cycle()
    worker = threading.Thread(target=lambda: [[] for _ in range(100_000)])
    worker.start()
    worker.join()
    assert ended == []
    _keep = [[] for _ in range(2_000)]
    collect()
    assert ended == [threading.main_thread()] * 5
    owner.deleteLater()
