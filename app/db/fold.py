"""`folded` of the domain as an SQL function, for comparing with what people type."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from app.domain.folding import PLAIN, STROKED

# The name under which the store gives SQLite the Python function.
SQLITE_FUNCTION = "firstline_folded"
# Taken apart before it is made small: a database in the C locale knows no other letters than ASCII.
_POSTGRESQL = (
    "lower(translate(replace(regexp_replace(normalize({text}, NFKD), "
    "'[\u0300-\u036f]', '', 'g'), 'ß', 'ss'), "
    f"'{STROKED}{STROKED.upper()}', '{PLAIN}{PLAIN}'))"
)


class Fold(GenericFunction[str]):
    """A text in small letters without accents."""

    type = sa.Text()
    inherit_cache = True


@compiles(Fold, "sqlite")
def _on_sqlite(element: Fold, compiler: Any, **options: Any) -> str:  # noqa: ANN401 - of SQLAlchemy's own
    return f"{SQLITE_FUNCTION}({compiler.process(element.clauses, **options)})"


@compiles(Fold, "postgresql")
def _on_postgresql(element: Fold, compiler: Any, **options: Any) -> str:  # noqa: ANN401 - the same
    return _POSTGRESQL.format(text=compiler.process(element.clauses, **options))
