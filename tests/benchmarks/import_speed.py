"""How long a table of people takes to come in: preview, import, and the same table once more.

``make bench-import``; a desk of its own on each database.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

from support.own_desk import DATABASES, own_world
from support.world import World

from app.domain.imports import ImportPreview

WHO = "ada"


def table(people: int) -> str:
    """Give so many people as CSV; one in fifty is on a team, with a role."""
    lines = ["login,name,email,phone,badge,site,language,vip,roles,teams"]
    for n in range(people):
        role, team = ("resolver", "Network") if n % 50 == 0 else ("", "")
        mail = f"person{n}@desk.example"
        lines.append(f"person.{n},Person {n},{mail},+49 30 {n},B{n},Harbour,de,,{role},{team}")
    return "\n".join(lines)


def measured(world: World, people: int) -> dict[str, float]:
    """Give the seconds each of it took."""
    desk, actor, content = world.desk(WHO), world.id("person", WHO), table(people).encode()
    question = ImportPreview("people", content, actor)
    times: dict[str, float] = {}
    plan = _timed(times, "preview", lambda: desk.ask(question))
    report = _timed(times, "import", lambda: desk.bring_in(plan, actor))
    assert report.counts["added"] == people
    again = _timed(times, "preview again", lambda: desk.ask(question))
    assert again.counts["unchanged"] == people
    _timed(times, "check", desk.check)
    return times


def _timed(times: dict[str, float], what: str, work: Callable[[], Any]) -> Any:
    start = time.perf_counter()
    done = work()
    times[what] = time.perf_counter() - start
    return done


def main() -> int:
    """Print what it took on each database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--database", choices=DATABASES, action="append")
    told = parser.parse_args()
    for database in told.database or DATABASES:
        with own_world(database) as world:
            times = measured(world, told.people)
        shown = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in times.items())
        print(f"{database}, {told.people:,} people: {shown}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
