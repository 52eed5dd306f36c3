"""How long the window takes to its first paint and to a usable queue, against an empty Qt window, warm.

Each start is a process of its own; both by turns. Seconds count from the moment the process was started.

    make bench-start
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from app.channels.sample import make_sample
from app.clock import SystemClock

_TOLD = "print(time.time(), flush=True)"
_EMPTY = f"""
import time
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        {_TOLD}
        application.quit()
application = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
"""
_OURS = f"""
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from ui.application import Application
from ui.start import Start
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            {_TOLD}
        return False
application = Application(Start(sys.argv[1], "", Path(sys.argv[2])))
watch = Watch()
application.window.installEventFilter(watch)
application.window.show()
def look():
    panes = application.window.panes
    if panes is not None and panes.queue.model.row(0) is not None and panes.queue.table.isVisible():
        panes.queue.table.viewport().repaint()
        {_TOLD}
        timer.stop()
        application.window.close()
timer = QTimer(interval=1)
timer.timeout.connect(look)
timer.start()
application.qt.exec()
"""


def started(*command: str) -> list[float]:
    """Start a process; gives the seconds from there to each moment it told."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", *command],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return [float(line) - began for line in done.stdout.splitlines()]


def main() -> None:
    """Start both by turns, and print medians in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="firstline-start-") as folder:
        url = f"sqlite:///{folder}/desk.db"
        make_sample(url, 1, SystemClock().now())
        empty, ours = [], []
        for _ in range(told.rounds + 1):
            empty.append(started(_EMPTY)[0])
            ours.append(started(_OURS, url, f"{folder}/window.ini"))
    bare = statistics.median(empty[1:]) * 1_000
    painted, usable = (
        statistics.median(each[place] for each in ours[1:]) * 1_000 for place in (0, 1)
    )
    print(json.dumps({
        "case": "start",
        "first_paint_ms": round(painted), "usable_queue_ms": round(usable), "empty_window_ms": round(bare),
        "ratio_first_paint": round(painted / bare, 1), "ratio_usable": round(usable / bare, 1),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
