"""Statements to PostgreSQL that go out together: one round trip for all of them.

The driver's own pipeline makes a cursor, a conversion and a wait for each statement; for the few of every command
that costs more processor time than all else the client does.
"""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from psycopg import Connection
from psycopg.errors import InvalidSqlStatementName, error_from_result
from psycopg.generators import fetch_many, send
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus

Value: TypeAlias = str | int | None
# A statement with its places as $1, $2 … and what stands in them.
Statement: TypeAlias = tuple[str, Sequence[Value]]
_BEGIN: Statement = ("BEGIN", ())
_INT8 = 20


class Exchange:
    """The statements of one connection; each is prepared with its first use."""

    def __init__(self, driver: "Connection[Any]") -> None:
        self._driver = driver
        self._pgconn = driver.pgconn
        self._names: dict[str, bytes] = {}
        self._made = 0

    def run(self, statements: Sequence[Statement]) -> list[tuple[Value, ...] | None]:
        """Run `statements` in order, in the transaction under way or a new one; gives the first row of each.

        Raises the driver's error for the first that fails; the others after it are not run.
        """
        if self._pgconn.transaction_status != TransactionStatus.IDLE:
            return self._run(statements)
        try:
            return self._run((_BEGIN, *statements))[1:]
        except InvalidSqlStatementName:
            # Nothing has begun yet, and the names are made anew.
            return self._run((_BEGIN, *statements))[1:]

    def _run(self, statements: Sequence[Statement]) -> list[tuple[Value, ...] | None]:
        with self._driver.lock:
            return self._driver.wait(self._exchanged(statements))

    def _exchanged(self, statements: Sequence[Statement]) -> Any:  # noqa: ANN401 - a generator of the driver's
        known = dict(self._names)
        self._pgconn.enter_pipeline_mode()
        try:
            is_answer = [each for statement in statements for each in self._send(*statement)]
            self._pgconn.pipeline_sync()
            yield from send(self._pgconn)
            found = []
            while True:
                result = (yield from fetch_many(self._pgconn))[0]
                if result.status == ExecStatus.PIPELINE_SYNC:
                    break
                found.append(result)
        finally:
            if self._pgconn.status == ConnStatus.OK:
                self._pgconn.exit_pipeline_mode()
        for result in found:
            if result.status == ExecStatus.FATAL_ERROR:
                error = error_from_result(result)
                # The driver lets go of all prepared statements when it rolls back.
                self._names = {} if isinstance(error, InvalidSqlStatementName) else known
                raise error
        return [_row(result) for result, is_one in zip(found, is_answer, strict=True) if is_one]

    def _send(self, text: str, values: Sequence[Value]) -> Iterator[bool]:
        """Send one statement; gives for each answer that comes whether it is the statement's own."""
        if text not in self._names:
            self._made += 1
            self._names[text] = f"firstline_{self._made}".encode()
            self._pgconn.send_prepare(self._names[text], text.encode())
            yield False
        written = [None if value is None else str(value).encode() for value in values]
        self._pgconn.send_query_prepared(self._names[text], written)
        yield True


def _row(result: Any) -> tuple[Value, ...] | None:  # noqa: ANN401 - the driver's own kind
    if result.status != ExecStatus.TUPLES_OK or not result.ntuples:
        return None
    return tuple(_value(result, column) for column in range(result.nfields))


def _value(result: Any, column: int) -> Value:  # noqa: ANN401
    found = result.get_value(0, column)
    if found is None:
        return None
    return int(found) if result.ftype(column) == _INT8 else str(found, "utf-8")
