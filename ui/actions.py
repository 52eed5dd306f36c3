"""Everything a person can do from a menu, as data: menus, shortcuts, the list of them and the palette."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from app.domain.views import named_views
from app.text import tr


@dataclass(frozen=True)
class Deed:
    """Something that can be done: its key, what it is called, its shortcut, and the menu it stands in."""

    key: str
    text: str
    shortcut: str
    menu: str
    starts_group: bool = False

    @property
    def plain(self) -> str:
        """Give its text without the marks of menus."""
        return self.text.replace("&&", "&")

    @property
    def area(self) -> str:
        """Give the title of its menu without the marks of menus."""
        return self.menu.replace("&", "")

    @property
    def keys(self) -> str:
        """Give its shortcut as the keyboard has it."""
        return QKeySequence(self.shortcut).toString(QKeySequence.SequenceFormat.NativeText)


def deeds() -> tuple[Deed, ...]:
    """Give everything a main window offers, in the order of its menus."""
    return (*_of_the_desk(), *_of_tickets(), *_of_the_look())


def every_deed() -> tuple[Deed, ...]:
    """Give what any window offers: the main one's, and how another one is closed."""
    close = Deed("close", tr("Close the window"), "Ctrl+W", tr("&Desk"), starts_group=True)
    return (*deeds(), close)


def _of_the_desk() -> tuple[Deed, ...]:
    desk, go = tr("&Desk"), tr("&Go")
    return (
        Deed("new_incident", tr("New incident"), "Ctrl+N", desk),
        Deed("drafts", tr("Drafts"), "Ctrl+D", desk),
        Deed("palette", tr("Find anything"), "Ctrl+K", desk),
        Deed("reload", tr("Read again"), "F5", desk),
        Deed("settings", tr("Desk settings…"), "Ctrl+,", desk, starts_group=True),
        Deed("texts", tr("Texts…"), "", desk),
        Deed("other_desk", tr("Open another desk…"), "Ctrl+O", desk),
        Deed("quit", tr("Quit"), "Ctrl+Q", desk, starts_group=True),
        *_views(go),
        Deed("focus_views", tr("Views"), "Ctrl+1", go, starts_group=True),
        Deed("focus_queue", tr("Queue"), "Ctrl+2", go),
        Deed("focus_ticket", tr("Ticket"), "Ctrl+3", go),
        Deed("next_pane", tr("Next pane"), "F6", go),
        Deed("previous_pane", tr("Previous pane"), "Shift+F6", go),
        Deed("filter", tr("Filter the queue"), "Ctrl+F", go, starts_group=True),
    )


def _of_tickets() -> tuple[Deed, ...]:
    ticket = tr("&Ticket")
    return (
        Deed("undo", tr("Undo"), "Ctrl+Z", ticket),
        Deed("redo", tr("Redo"), "Ctrl+Shift+Z", ticket),
        Deed("bulk", tr("Change the chosen tickets…"), "Ctrl+Shift+A", ticket),
        Deed("open_window", tr("Open in a window of its own"), "Ctrl+Return", ticket, True),
        Deed("copy", tr("Copy number and title"), "Ctrl+Shift+C", ticket),
        Deed("print", tr("Print, or save as PDF…"), "Ctrl+P", ticket),
        Deed("rename", tr("Change the title"), "F2", ticket),
        Deed("assign_to_me", tr("Assign to me"), "Ctrl+Shift+M", ticket, starts_group=True),
        Deed("hand_over", tr("Hand over with a word"), "Ctrl+Shift+H", ticket),
        Deed("triage", tr("Triage"), "Ctrl+Shift+T", ticket, starts_group=True),
        Deed("first_contact", tr("Solve on first contact"), "Ctrl+Shift+F", ticket),
        Deed("escalate", tr("Escalate"), "Ctrl+Shift+E", ticket),
        Deed("hand_back", tr("Hand back"), "Ctrl+Shift+B", ticket),
        Deed("wait", tr("Wait"), "Ctrl+Shift+W", ticket),
        Deed("resume", tr("Resume"), "Ctrl+Shift+U", ticket),
        Deed("resolve", tr("Resolve"), "Ctrl+Shift+R", ticket),
        Deed("reopen", tr("Reopen"), "Ctrl+Shift+O", ticket),
        Deed("confirm", tr("Confirm & close").replace("&", "&&"), "Ctrl+Shift+D", ticket),
        Deed("cancel", tr("Cancel the ticket"), "Ctrl+Shift+X", ticket),
        Deed("reply", tr("Reply to the user"), "Ctrl+R", ticket, starts_group=True),
        Deed("note", tr("Write a work note"), "Ctrl+M", ticket),
        Deed("insert_text", tr("Insert a text…"), "Ctrl+T", ticket),
        Deed("save_text", tr("Save what is written as a text…"), "", ticket),
        Deed("link", tr("Link to another ticket"), "Ctrl+Shift+G", ticket, starts_group=True),
        Deed("duplicate", tr("Close as a duplicate"), "Ctrl+Shift+S", ticket),
        Deed("person", tr("Add an affected person or a watcher"), "Ctrl+Shift+P", ticket),
        Deed("watch", tr("Watch, or watch no more"), "Ctrl+Shift+L", ticket),
        Deed("pin", tr("Pin, or pin no more"), "Ctrl+Shift+I", ticket),
    )


def _of_the_look() -> tuple[Deed, ...]:
    view, help_ = tr("&View"), tr("&Help")
    return (
        Deed("save_view", tr("Save view…"), "Ctrl+Shift+V", view),
        Deed("columns", tr("Columns…"), "", view),
        Deed("scheme_system", tr("Colours of the system"), "", view, starts_group=True),
        Deed("scheme_light", tr("Light"), "", view),
        Deed("scheme_dark", tr("Dark"), "", view),
        Deed("larger", tr("Larger text"), "Ctrl++", view, starts_group=True),
        Deed("smaller", tr("Smaller text"), "Ctrl+-", view),
        Deed("usual", tr("Usual text size"), "Ctrl+0", view),
        Deed("knowledge", tr("Knowledge pane"), "Ctrl+Shift+K", view, starts_group=True),
        Deed("shortcuts", tr("Keyboard shortcuts"), "F1", help_),
    )


def view_key(title: str) -> str:
    """Give the key of the deed that shows the view with this title."""
    return f"view {title}"


def _views(menu: str) -> tuple[Deed, ...]:
    return tuple(
        Deed(view_key(view.title), view.title.replace("&", "&&"), f"Alt+{number}", menu)
        for number, view in enumerate(named_views(), 1)
    )


# What a window of one ticket offers.
OF_A_TICKET = (
    "rename", "assign_to_me", "triage", "first_contact", "escalate", "hand_back", "wait", "resume",
    "resolve", "reopen", "confirm", "cancel", "reply", "note",
    "hand_over", "print", "link", "duplicate", "person", "watch", "insert_text", "save_text",
)  # fmt: skip


def of_the_main_window() -> tuple[str, ...]:
    """Give the deeds that another window hands on to the main one."""
    return ("new_incident", "filter", *(view_key(view.title) for view in named_views()))


def install(window: QMainWindow, slots: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Put the deeds that `slots` has a way to do into the menus of `window`, in the place of those before."""
    _clear(window)
    menus: dict[str, QMenu] = {}
    actions: dict[str, QAction] = {}
    for deed in every_deed():
        if deed.key not in slots:
            continue
        if deed.menu not in menus:
            menus[deed.menu] = window.menuBar().addMenu(deed.menu)
        elif deed.starts_group:
            menus[deed.menu].addSeparator()
        action = QAction(deed.text, window)
        action.setShortcut(QKeySequence(deed.shortcut))
        action.triggered.connect(lambda _=False, act=slots[deed.key]: act())
        menus[deed.menu].addAction(action)
        # Of the window as well: a menu's alone do nothing before the bar is laid out.
        window.addAction(action)
        actions[deed.key] = action
    return actions


def _clear(window: QMainWindow) -> None:
    for entry in window.menuBar().actions():
        menu = entry.menu()
        if isinstance(menu, QMenu):
            menu.deleteLater()
    window.menuBar().clear()
    for action in window.actions():
        window.removeAction(action)
        action.deleteLater()
