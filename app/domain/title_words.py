"""The words of a title that tell it from others, cut so that their other forms match too."""

_FEW, _SHORT = 8, 3
# From here on a script writes words without spaces between them.
_IDEOGRAPHS = "\u2e80"


def telling_words(title: str) -> tuple[str, ...]:
    """Give beginnings of the longest words of `title`, of scripts without spaces each pair of letters."""
    spoken = "".join(letter if letter.isalnum() else " " for letter in title).split()
    latin = [word for word in spoken if len(word) >= _SHORT and word[0] < _IDEOGRAPHS]
    telling = sorted(dict.fromkeys(latin), key=len, reverse=True)[:_FEW]
    joined = [word for word in spoken if word[0] >= _IDEOGRAPHS]
    pairs = [word[at : at + 2] for word in joined for at in range(max(1, len(word) - 1))]
    return tuple(dict.fromkeys([*map(_beginning, telling), *pairs[:_FEW]]))


def _beginning(word: str) -> str:
    """Give what “drops” and “dropping” share: a little more than half, four letters at least."""
    return word[: max(4, (len(word) * 11 + 19) // 20)]
