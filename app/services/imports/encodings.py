"""Bytes of a table as text, whatever program wrote them."""

import codecs

from app.domain.imports import LARGEST_IMPORT
from app.errors import InvalidValue
from app.text import tr

# The longer marks first: the one of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
# Of a text in UTF-16 without its mark, so much of every other byte is empty in any language with blanks and commas.
_EMPTY_SHARE = 0.2
_LOOKED_AT = 4_000
# Windows-1252 has no letter for five bytes; Latin-1 has a control character for each.
_WESTERN = (("cp1252", "Windows-1252"), ("latin-1", "Latin-1"))


def text_of(content: bytes | str) -> tuple[str, str]:
    """Give a table as text, and the name of the encoding it was read in (empty: it was text already).

    Raises InvalidValue for what is too large or no text.
    """
    if len(content) > LARGEST_IMPORT:
        raise InvalidValue(tr("The file has {size:.0f} MB, {most:.0f} MB at most are read. Divide it.",
                              size=len(content) / 1e6, most=LARGEST_IMPORT / 1e6))  # fmt: skip
    if isinstance(content, str):
        return content.removeprefix("\ufeff"), ""
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], codec, name), name
    codec = _unmarked_utf16(content)
    if codec:
        return _decoded(content, codec, "UTF-16"), "UTF-16"
    for codec, name in (("utf-8", "UTF-8"), *_WESTERN):
        try:
            return content.decode(codec), name
        except UnicodeDecodeError:
            continue
    raise AssertionError  # Latin-1 reads anything


def _decoded(content: bytes, codec: str, name: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise InvalidValue(tr("The file says that it is {encoding}, and is not, as byte {position} shows. Save it "
                              "again as UTF-8.", encoding=name, position=error.start + 1)) from error  # fmt: skip


def _unmarked_utf16(content: bytes) -> str:
    head = content[: _LOOKED_AT - len(content) % 2]
    pairs = len(head) // 2
    first, second = head[::2].count(0), head[1::2].count(0)
    if second > first and second > _EMPTY_SHARE * pairs:
        return "utf-16-le"
    return "utf-16-be" if first > second and first > _EMPTY_SHARE * pairs else ""
