"""What can be done to a view of the left column."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from app.domain.views import NamedView
from app.text import tr

Act = Callable[[], object]


class ViewMenu(QMenu):
    """A menu whose grey lines say why."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self.aboutToHide.connect(self.deleteLater)

    def offer(self, text: str, act: Act, refusal: str = "", key: str = "") -> None:
        """Put a line at the end; with a `refusal` it cannot be chosen, and says so."""
        action = self.addAction(f"{text}\t{key}" if key else text)
        action.triggered.connect(lambda _=False: act())
        action.setEnabled(not refusal)
        action.setToolTip(refusal or text.replace("&", ""))

    def offer_hidden(self, views: Sequence[NamedView], show: Callable[..., None]) -> None:
        """Offer what is left out of the column."""
        if not views:
            return
        more = self.addMenu(tr("Show again"))
        for view in views:
            action = more.addAction(view.title.replace("&", "&&"))
            action.triggered.connect(lambda _=False, key=view.key: show(key))
        if len(views) > 1:
            more.addSeparator()
            keys = [view.key for view in views]
            more.addAction(tr("All of them")).triggered.connect(lambda _=False: show(*keys))


def whose(view: NamedView) -> str:
    """Say why a view is not to be changed here; empty where it is."""
    if view.saved is None or view.saved.may_change:
        return ""
    return tr(
        "It is kept by {owner}. “Save as…” makes one of your own.", owner=view.saved.owner_name
    )
