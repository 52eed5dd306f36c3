"""What is asked about canned texts."""

from dataclasses import dataclass

from app.domain.questions import Question
from app.domain.ticket_rows import Option


@dataclass(frozen=True)
class CannedTexts(Question[tuple[Option, ...]]):
    """The texts in use of `asker` and of the teams they are in, best first and their own before others.

    The label is the name behind its slash, the details whose it is and how it begins, the meaning the whole text.
    `by_name`: only those whose name begins as typed; else names and texts are searched.
    """

    asker: int
    text: str = ""
    limit: int = 50
    by_name: bool = False
