"""Texts a person sees, in that person's language."""

import gettext

from app.paths import TRANSLATIONS

_DOMAIN = "firstline"


class Catalogue:
    """The texts of one language; without a translation the English source text stands."""

    def __init__(self) -> None:
        self._texts: gettext.NullTranslations
        self.speak()

    def speak(self, *languages: str) -> None:
        """Use the first of `languages` (such as ``de``, ``pt_BR``; none: the system's) there is."""
        self._texts = gettext.translation(
            _DOMAIN, TRANSLATIONS, list(languages) or None, fallback=True
        )

    def text(self, message: str, **values: object) -> str:
        """Give `message` in the chosen language with its ``{names}`` filled from `values`."""
        found = self._texts.gettext(message) if message else ""
        return found.format(**values) if values else found


_catalogue = Catalogue()
speak = _catalogue.speak
tr = _catalogue.text
