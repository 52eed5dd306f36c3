"""The desk's own row, and what a desk cannot do without."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from app.db import tables
from app.domain.fields import THINGS
from app.domain.origins import DeskFacts
from app.domain.past import Past
from app.services.findings import Finding
from app.text import tr

_SAMPLE = "sample"
_KINDS = ("desk", _SAMPLE)


def desk_facts(connection: Connection) -> DeskFacts:
    """Give what the histories are held against; a desk whose row is gone is no sample."""
    kinds = connection.scalars(sa.select(tables.desk.c.kind)).all()
    return DeskFacts(
        is_sample=list(kinds) == [_SAMPLE], knows_logins=connection.dialect.name != "sqlite"
    )


def desk_findings(connection: Connection, past: Past) -> Iterator[Finding]:
    """Say what is wrong with the desk as a whole."""
    subject = tr("The desk")
    kinds = list(connection.scalars(sa.select(tables.desk.c.kind)))
    if len(kinds) != 1:
        yield Finding(subject, tr("a database holds one desk; here are {count}", count=len(kinds)))
    elif kinds[0] not in _KINDS or (kinds[0] == _SAMPLE) != _was_founded_as_sample(connection):
        yield Finding(subject, tr("it is not of the kind it was made as"))
    if not past.has_administrator():
        yield Finding(subject, tr("nobody is an administrator any more"))
    event = tables.desk_event.c
    unknown = sa.select(event.thing, event.thing_id).where(event.thing.not_in(THINGS)).distinct()
    for thing, row_id in connection.execute(unknown):
        yield Finding(f"{thing} {row_id}", tr("the desk knows no such kind of record"))
    yield from _numbering(connection)


def _was_founded_as_sample(connection: Connection) -> bool:
    event = tables.desk_event.c
    first = sa.select(event.channel).order_by(event.seq).limit(1)
    return connection.scalar(first) == _SAMPLE


def _numbering(connection: Connection) -> Iterator[Finding]:
    """Each published version carries the next number of its series."""
    for name, thing in THINGS.items():
        if not thing.immutable:
            continue
        table = tables.things[name]
        series = [table.c[each] for each in thing.unique[0] if each != "number"]
        count, last = sa.func.count(), sa.func.max(table.c.number)
        for row in connection.execute(sa.select(last, count, *series).group_by(*series)):
            if row[0] != row[1]:
                subject = " ".join((name, *map(str, row[2:])))
                yield Finding(subject, tr("its versions are not numbered one after the other"))
