"""What can be looked at here, and what may be opened with the programs of this computer.

A file that can run, as a program, a script or a macro, is never opened: whoever sends one would be at work on
this computer. Documents whose format has no macros, pictures and plain text are.
"""

from app.domain.files import ending_of

# How pictures begin, and the name of Qt's reader for them. Any other reader, such as that of SVG, which loads
# what it names, is never asked.
_PICTURES: tuple[tuple[bytes, int, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", 0, "png"),
    (b"\xff\xd8\xff", 0, "jpeg"),
    (b"GIF8", 0, "gif"),
    (b"WEBP", 8, "webp"),
    (b"BM", 0, "bmp"),
)
_PICTURE_ENDINGS = ("png", "jpg", "jpeg", "gif", "webp", "bmp")
_TEXT_ENDINGS = ("txt", "log")
_ZIPPED = ("docx", "xlsx", "pptx", "odt", "ods", "odp")
# As many bytes as tell what a file is.
HEAD = 4096


def picture_format(head: bytes) -> str:
    """Give the format of a picture by how it begins; empty where it is none that is shown."""
    for mark, at, name in _PICTURES:
        if head[at : at + len(mark)] == mark:
            return name
    return ""


def is_text(head: bytes) -> bool:
    """Say whether a file that begins so can be read as text."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in head


def has_picture_name(name: str) -> bool:
    """Say whether a file calls itself a picture that is shown here."""
    return ending_of(name) in _PICTURE_ENDINGS


def may_open(name: str) -> bool:
    """Say whether a file of this name is of a kind that cannot run."""
    return ending_of(name) in (*_PICTURE_ENDINGS, *_TEXT_ENDINGS, *_ZIPPED, "pdf")


def is_as_named(name: str, head: bytes) -> bool:
    """Say whether a file that may be opened begins as its name says."""
    ending = ending_of(name)
    if ending in _PICTURE_ENDINGS:
        return bool(picture_format(head))
    if ending in _TEXT_ENDINGS:
        return is_text(head)
    return head.startswith(b"%PDF-" if ending == "pdf" else b"PK\x03\x04")


def as_text(content: bytes) -> str:
    """Read a text whatever it is written in: Unicode where it says so or fits, else Western European."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A cut may go through a letter.
        if error.reason == "unexpected end of data":
            return content[: error.start].decode("utf-8-sig")
        return content.decode("cp1252", "replace")
