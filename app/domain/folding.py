"""Words without what people do not type alike: case and accents."""

import unicodedata

# Letters with a stroke or without a dot, which no decomposition takes apart.
STROKED, PLAIN = "øłđıħŧ", "oldiht"
_STROKES = str.maketrans(STROKED, PLAIN)


def folded(text: str) -> str:
    """Give `text` in small letters without accents: “Kılıç” becomes “kilic”.

    `app/db/fold.py` has the same for both databases.
    """
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return bare.translate(_STROKES)
