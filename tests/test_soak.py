"""20,000 calls from Qt into Python: a binding that loses a reference to None each time does not survive them.

PySide6 6.12.0 on CPython 3.10 and 3.11 aborts after some 5,000 of them (tried: by index, by signal, where it
loses True and False too, and by property); that is why it is pinned below.
"""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QApplication, QTableView

CALLS = 20_000
# Far from the 20,000 that would be lost, far from the few that come and go with other objects.
_NOISE = 200
_SIDE = 20

# What Qt says without a screen, and why it does not matter.
IGNORED = {
    "This plugin does not support propagateSizeHints()": "offscreen windows have no manager to tell",
}

_Index = QModelIndex | QPersistentModelIndex


class Nothing(QAbstractTableModel):
    """A model that has nothing to say, and counts how often it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else _SIDE

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else _SIDE

    def data(self, _index: _Index, _role: int = Qt.ItemDataRole.DisplayRole) -> None:
        self.asked += 1


class Listener(QObject):
    """Something with a signal, a slot, and a virtual function that all give nothing."""

    told = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.heard = 0
        self.told.connect(self.hear)

    def hear(self, value: object) -> None:
        self.heard += value is None

    def customEvent(self, event: QEvent) -> None:  # noqa: N802
        self.heard += event.type() == QEvent.Type.User


def _from_the_index() -> int:
    model = Nothing()
    index = model.index(0, 0)
    for _ in range(CALLS):
        assert index.data() is None
    return model.asked


def _from_the_view() -> int:
    model, view = Nothing(), QTableView()
    view.setModel(model)
    view.resize(800, 600)
    view.show()
    while model.asked < CALLS:
        view.grab()
    view.close()
    return model.asked


def _from_a_signal() -> int:
    listener = Listener()
    for _ in range(CALLS):
        listener.told.emit(None)
    return listener.heard


def _from_a_virtual() -> int:
    listener = Listener()
    for _ in range(CALLS):
        QCoreApplication.sendEvent(listener, QEvent(QEvent.Type.User))
    return listener.heard


def _from_a_property() -> int:
    thing = QObject()
    for _ in range(CALLS):
        thing.setProperty("nothing", None)
        assert thing.property("nothing") is None
    return CALLS


WAYS: dict[str, Callable[[], int]] = {
    "index": _from_the_index,
    "view": _from_the_view,
    "signal": _from_a_signal,
    "virtual": _from_a_virtual,
    "property": _from_a_property,
}


def _soak(way: str) -> dict[str, int]:
    application = QApplication([])
    before = _references()
    calls = WAYS[way]()
    lost = max(one - other for one, other in zip(before, _references(), strict=True))
    application.shutdown()
    return {"calls": calls, "lost": lost}


def _references() -> list[int]:
    gc.collect()
    return [sys.getrefcount(each) for each in (None, True, False)]


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_given_20000_times_and_none_is_lost(way: str) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, __file__, way]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    said = [line for line in done.stderr.splitlines() if line and line not in IGNORED]
    assert (done.returncode, said) == (0, [])
    found = json.loads(done.stdout)
    assert found["calls"] >= CALLS
    assert found["lost"] < _NOISE


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_soak(sys.argv[1])))
