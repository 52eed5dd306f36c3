"""What is asked about the files of tickets."""

from dataclasses import dataclass

from app.domain.questions import Question
from app.domain.ticket_rows import AttachmentRow


@dataclass(frozen=True)
class AttachmentsOf(Question[tuple[AttachmentRow, ...]]):
    """The files of a ticket, in the order they came."""

    ticket: int


@dataclass(frozen=True)
class AttachmentPiece(Question[bytes]):
    """One piece of a file by the hash of the whole, counted from 0: a file is read piece by piece."""

    sha256: str
    n: int
