"""Dynamic properties that the style sheet looks at."""

from PySide6.QtWidgets import QWidget


def mark_widget(widget: QWidget, name: str, *, is_on: bool) -> None:
    """Set a property of a widget and let the style sheet see it."""
    if bool(widget.property(name)) != is_on:
        widget.setProperty(name, is_on)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
