"""A column of text in the middle of an otherwise empty page."""

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget


def centred(page: QWidget, column: QLayout, most: int) -> None:
    """Lay `column` out on `page`, a little above its middle and at most `most` pixels wide."""
    holder = QWidget()
    holder.setLayout(column)
    holder.setMaximumWidth(most)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(holder, 10)
    row.addStretch(1)
    outer = QVBoxLayout(page)
    outer.addStretch(1)
    outer.addLayout(row)
    outer.addStretch(2)
