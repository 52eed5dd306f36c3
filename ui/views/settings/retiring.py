"""Retiring a record and bringing it back: what still names it is told before and after."""

from PySide6.QtCore import QObject, Signal

from app.domain.commands import EditThing
from app.domain.setting_questions import ThingUses
from app.domain.setting_rows import ThingDetail, Use
from app.errors import DeskError
from ui.views.settings.kinds import PageKind
from ui.views.settings.retire_bar import RetireBar
from ui.workplace import Workplace


class Retiring(QObject):
    """Asks, tells and carries out through one `RetireBar`."""

    retired = Signal(object)  # id of a record that was retired or brought back
    refused = Signal(object)  # DeskError

    def __init__(self, kind: PageKind, workplace: Workplace, bar: RetireBar) -> None:
        super().__init__(bar)
        self._kind = kind
        self._workplace = workplace
        self._bar = bar
        self._detail: ThingDetail | None = None
        self._may = False
        self._is_asked = False
        bar.confirmed.connect(lambda: self._set_active(is_active=False))
        bar.brought_back.connect(lambda: self._set_active(is_active=True))

    def show(self, detail: ThingDetail | None, *, may: bool) -> None:
        """Stand over `detail` where it is retired; whoever `may` brings it back."""
        is_another = detail is None or self._detail is None or detail.id != self._detail.id
        self._detail, self._may = detail, may
        self._is_asked = self._is_asked and not is_another
        if detail is not None and not detail.is_active:
            self._is_asked = False
            if is_another or self._bar.isHidden():
                self._bar.tell(detail.name, (), may_bring_back=may)
            self._ask_uses(detail)
        elif not self._is_asked:
            self._bar.hide()

    def ask(self) -> None:
        """Ask whether the record shown is to be retired."""
        if self._detail is not None:
            self._is_asked = True
            self._ask_uses(self._detail)

    def dismiss(self) -> None:
        """Ask no longer."""
        self._is_asked = False
        self._bar.hide()

    def _ask_uses(self, detail: ThingDetail) -> None:
        self._workplace.backend.ask(
            ThingUses(detail.thing, detail.id),
            lambda uses: self._tell(detail, uses),
            owner=self, key="uses", failed=self.refused.emit, back=True,
        )  # fmt: skip

    def _tell(self, detail: ThingDetail, uses: tuple[Use, ...]) -> None:
        if self._detail is None or detail.id != self._detail.id:
            return
        if not self._detail.is_active:
            self._bar.tell(detail.name, uses, may_bring_back=self._may)
        elif self._is_asked:
            self._bar.ask(detail.name, uses, self._kind.retiring)

    def _set_active(self, *, is_active: bool) -> None:
        detail = self._detail
        if detail is None:
            return
        command = self._workplace.seat.command(
            EditThing, thing=detail.thing, row_id=detail.id,
            values={"active": int(is_active)}, based_on={"active": int(not is_active)},
        )  # fmt: skip
        self.dismiss()
        self._workplace.backend.tell(
            command,
            lambda _: self.retired.emit(detail.id),
            owner=self,
            failed=self._refuse,
        )

    def _refuse(self, error: DeskError) -> None:
        self.show(self._detail, may=self._may)
        self.refused.emit(error)
