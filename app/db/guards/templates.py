"""Reading the guards' `.sql` files and filling in their ``{{names}}``."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_NAME = re.compile(r"\{\{(\w+)\}\}")
_START = re.compile(r"^(?=CREATE |ALTER |GRANT |REVOKE )", re.MULTILINE)


class Templates:
    """The `.sql` files of one database."""

    def __init__(self, folder: str, names: Mapping[str, str]) -> None:
        self._folder = Path(__file__).parent / folder
        self._names = names

    def fill(self, name: str, **names: str) -> str:
        """Give the text of file `name`, filled; raises KeyError for a name nobody gave."""
        text = (self._folder / f"{name}.sql").read_text(encoding="utf-8")
        known = {**self._names, **names}
        return _NAME.sub(lambda match: known[match[1]], text)


def split(text: str) -> Iterator[str]:
    """Split a file into its statements; each begins at the start of a line."""
    for part in _START.split(text):
        statement = re.sub(r"^--.*\n", "", part, flags=re.MULTILINE).strip().removesuffix(";")
        if statement:
            yield statement
