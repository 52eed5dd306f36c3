"""The one style sheet: what Fusion with our palette does not give."""

from collections.abc import Callable
from string import Template

from ui.colours import Colours

# No rule is for every widget: each one costs a switch of colours, and the palette does most of it.
# Properties that widgets set: title, secondary, section (labels); primary, quiet (buttons); panel (frames).
_SHEET = Template("""
QToolTip { background: $panel; color: $text; border: 1px solid $line; padding: ${p4}px; }
QMainWindow, QDialog { background: $ground; }
QDialog[panel="true"], QFrame[panel="true"], QWidget[panel="true"] { background: $panel; }
QLabel[title="true"] { font-size: ${title}pt; font-weight: 600; }
QLabel[heading="true"] { font-size: ${heading}pt; font-weight: 600; }
QLabel[secondary="true"] { color: $muted; font-size: ${secondary}pt; }
QLabel[danger="true"] { color: $danger; }
QLabel[public="true"] { color: $accent; font-weight: 600; }
QLabel[outcome="true"] { font-weight: 600; }
QLabel[section="true"] { color: $muted; font-size: ${secondary}pt; font-weight: 600; }
QPushButton { background: $ground; color: $text; border: 1px solid $line; border-radius: ${p6}px;
  padding: ${p6}px ${p12}px; }
QPushButton:hover { background: $selection; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $muted; background: $panel; }
QPushButton[barred="true"] { color: $muted; background: $panel; border-style: dashed; }
QPushButton[segment="true"] { border-radius: 0; padding: ${p4}px ${p8}px; }
QPushButton[segment="true"]:checked { background: $panel; border-bottom: 2px solid $accent; }
QPushButton[segment="true"]:!checked { color: $muted; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[primary="true"]:focus { border: 2px solid $text; padding: ${p5}px ${p11}px; }
QPushButton[primary="true"]:disabled { background: $line; color: $muted; border-color: $line; }
QPushButton[quiet="true"] { background: transparent; border-color: transparent; color: $accent; font-weight: 600;
  padding: ${p4}px ${p8}px; }
QPushButton[quiet="true"]:hover { background: transparent; text-decoration: underline; }
QPushButton[quiet="true"]:focus { border-color: $accent; }
QPushButton[small="true"] { padding: ${p2}px ${p8}px; font-size: ${secondary}pt; }
QPushButton[step="true"] { background: transparent; border-color: transparent; text-align: left;
  padding: ${p4}px ${p8}px; }
QPushButton[step="true"]:hover { background: $selection; }
QPushButton[step="true"]:focus { border-color: $accent; }
QPushButton[box="true"] { color: $muted; text-align: left; }
QPushButton[chip="true"] { background: $selection; border-color: $selection; border-radius: ${p8}px;
  padding: ${p2}px ${p8}px; font-size: ${secondary}pt; }
QPushButton[chip="true"]:focus { border-color: $accent; }
QPushButton[file="true"] { text-align: left; padding: ${p4}px ${p8}px; font-size: ${secondary}pt; background: $panel; }
QPushButton[file="true"]:hover { background: $selection; }
QPushButton[file="true"]:focus { border-color: $accent; }
QFrame[file="true"] { background: $ground; border: 1px solid $line; border-radius: ${p6}px; }
QFrame[file="true"] QLabel { border: none; font-size: ${secondary}pt; }
QProgressBar { background: $line; border: none; border-radius: ${p4}px; }
QProgressBar::chunk { background: $accent; border-radius: ${p4}px; }
QFrame[drop="true"] { background: $panel; border: 2px dashed $accent; border-radius: ${p8}px; }
QPushButton::menu-indicator { width: 0; }
QListView[boxed="true"] { background: $panel; border: 1px solid $line; border-radius: ${p6}px; outline: none; }
QListView[column="true"] { background: transparent; border: none; outline: none; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateTimeEdit, QSpinBox { background: $panel; color: $text;
  border: 1px solid $line; border-radius: ${p6}px; padding: ${p5}px ${p8}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateTimeEdit:focus, QSpinBox:focus {
  border-color: $accent; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QTextEdit[invalid="true"], QComboBox[invalid="true"],
  QDateTimeEdit[invalid="true"], QSpinBox[invalid="true"], QFrame[invalid="true"] { border-color: $danger; }
QRadioButton { border: 1px solid transparent; border-radius: ${p4}px; padding: ${p2}px ${p4}px; spacing: ${p6}px; }
QRadioButton:focus { border-color: $accent; }
QRadioButton::indicator { width: ${p12}px; height: ${p12}px; border: ${p2}px solid $muted; border-radius: ${round}px;
  background: $panel; }
QRadioButton::indicator:checked { border-color: $accent;
  background: qradialgradient(cx: 0.5, cy: 0.5, fx: 0.5, fy: 0.5, radius: 0.5, stop: 0.5 $accent, stop: 0.6 $panel); }
QLineEdit:read-only { background: $ground; }
QComboBox::drop-down, QDateTimeEdit::drop-down { border: none; width: ${p20}px; }
QComboBox QAbstractItemView, QListView[popup="true"] { background: $panel; border: 1px solid $line; outline: none; }
QListView[popup="true"]::item { padding: ${p4}px ${p8}px; }
QListView[popup="true"]::item:selected { background: $selection; color: $text; }
QMenuBar { background: $ground; }
QMenuBar::item { padding: ${p4}px ${p8}px; background: transparent; border-radius: ${p4}px; }
QMenuBar::item:selected { background: $selection; }
QMenu { background: $panel; border: 1px solid $line; padding: ${p4}px; }
QMenu::item { padding: ${p5}px ${p24}px ${p5}px ${p12}px; border-radius: ${p4}px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px ${p8}px; }
QSplitter::handle { background: $line; }
QStatusBar { background: $ground; color: $muted; font-size: ${secondary}pt; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; font-size: ${secondary}pt; }
QHeaderView { background: $panel; }
QHeaderView::section { background: $panel; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: ${p4}px ${p8}px; font-weight: 600; }
QTableCornerButton::section { background: $panel; border: none; }
QTableView { background: $panel; border: none; gridline-color: $line; }
QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: ${p12}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p12}px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: ${p4}px; margin: ${p2}px; }
QScrollBar::handle:vertical { min-height: ${p24}px; }
QScrollBar::handle:horizontal { min-width: ${p24}px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")
_LENGTHS = (2, 4, 5, 6, 8, 11, 12, 20, 24)


def style_sheet(colours: Colours, px: Callable[[int], int]) -> str:
    """Give the sheet for a scheme and a text size; `px` scales a length."""
    named = {name: value for name, value in vars(colours).items() if isinstance(value, str)}
    lengths = {f"p{each}": str(px(each)) for each in _LENGTHS}
    lengths["round"] = str(px(12) // 2 + px(2))
    points = {"title": px(1500) / 100, "heading": px(1200) / 100, "secondary": px(900) / 100}
    return _SHEET.substitute(named, **lengths, **{name: str(each) for name, each in points.items()})
