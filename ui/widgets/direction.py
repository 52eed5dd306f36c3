"""Which way a text is written."""

import unicodedata

_STRONG = {"L": False, "R": True, "AL": True}


def is_right_to_left(text: str) -> bool:
    """Say whether the first letter that has a direction is written from right to left."""
    directions = (_STRONG.get(unicodedata.bidirectional(letter)) for letter in text)
    return next((each for each in directions if each is not None), False)
