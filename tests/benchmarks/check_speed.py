"""How long `firstline check` takes on a large desk: seconds of the clock and of the processor, events a second.

make corpus DATABASE=sqlite:///big.db TICKETS=20000
make bench-check DATABASE=sqlite:///big.db
"""

import argparse
import sys
import time

import sqlalchemy as sa

from app.db import tables
from app.desk import Desk


def main() -> int:
    """Check the desk and print what it cost; 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database")
    desk = Desk(parser.parse_args().database)
    with desk.store.reading() as connection:
        counts = (
            sa.select(sa.func.count()).select_from(t) for t in (tables.ticket, tables.ticket_event)
        )
        tickets, events = (int(connection.scalar(each) or 0) for each in counts)
    start, worked = time.perf_counter(), time.process_time()
    found = len(list(desk.check()))
    seconds, busy = time.perf_counter() - start, time.process_time() - worked
    desk.close()
    sys.stdout.write(
        f"{tickets:,} tickets, {events:,} events: {seconds:.1f} s ({busy:.1f} s of the processor), "
        f"{events / seconds:,.0f} events/s; {found} findings\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
