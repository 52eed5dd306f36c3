"""How long the window takes to its first paint and to a usable queue, against an empty Qt window, warm.

And the longest time between the two in which the window answered nothing: what its loop is kept from going round.

Each start is a process of its own; both by turns. Time counts from the moment the process was started; what it
computed until then is told too, as a clock on a busy machine says little.

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

_TOLD = "print(time.time(), time.process_time(), flush=True)"
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
looks = [time.perf_counter()]
def look():
    looks.append(time.perf_counter())
    panes = application.window.panes
    if panes is not None and panes.queue.model.row(0) is not None and panes.queue.table.isVisible():
        panes.queue.table.viewport().repaint()
        {_TOLD}
        timer.stop()
        print(max(after - before for before, after in zip(looks, looks[1:])), flush=True)
        application.window.close()
timer = QTimer(interval=5)
timer.timeout.connect(look)
timer.start()
application.qt.exec()
"""


Moment = tuple[float, float]  # seconds from the start of the process, and of computing


def started(*command: str) -> tuple[list[Moment], float]:
    """Start a process; gives the moments it told, and the longest time it did not answer (seconds)."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    # A program that is installed is compiled; the first start, which does not count, sees to it here.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", *command],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    moments = [line for line in lines if len(line) == 2]
    deaf = [float(line[0]) for line in lines if len(line) == 1]
    return [(float(clock) - began, float(computed)) for clock, computed in moments], max(
        deaf, default=0.0
    )


def main() -> None:
    """Start both by turns, and print medians in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="firstline-start-") as folder:
        url = f"sqlite:///{folder}/desk.db"
        make_sample(url, 1, SystemClock().now())
        empty, ours, deaf = [], [], []
        for _ in range(told.rounds + 1):
            empty.append(started(_EMPTY)[0][0])
            moments, longest = started(_OURS, url, f"{folder}/window.ini")
            ours.append(moments)
            deaf.append(longest)
    cases = {
        "empty_window": empty[1:],
        "first_paint": [each[0] for each in ours[1:]],
        "usable_queue": [each[1] for each in ours[1:]],
    }
    medians = {
        name: tuple(statistics.median(each) for each in zip(*moments, strict=True))
        for name, moments in cases.items()
    }
    bare = medians["empty_window"][0]
    told_of: dict[str, object] = {"case": "start"}
    for name, (clock, computed) in medians.items():
        told_of |= {f"{name}_ms": round(clock * 1_000), f"{name}_cpu_ms": round(computed * 1_000)}
    for name in ("first_paint", "usable_queue"):
        told_of[f"ratio_{name}"] = round(medians[name][0] / bare, 1)
    told_of["longest_gap_ms"] = round(statistics.median(deaf[1:]) * 1_000)
    print(json.dumps(told_of))


if __name__ == "__main__":
    main()
