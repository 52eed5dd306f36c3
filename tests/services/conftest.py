"""Where a backup of a desk goes."""

from pathlib import Path

import pytest


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the name of a backup in a folder of its own."""
    folder = tmp_path / "kept [1]"
    folder.mkdir()
    return folder / "desk.backup"
