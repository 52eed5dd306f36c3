"""Where things lie: the program's own resources, and the person's data."""

from pathlib import Path

import platformdirs

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
WORKFLOWS = RESOURCES / "workflows"
DEFAULTS = RESOURCES / "defaults.toml"
SAMPLE = RESOURCES / "sample"
TRANSLATIONS = RESOURCES / "translations"

_FILE = "sqlite:///"


def embedded_desk() -> Path:
    """Give the file of this person's own embedded desk."""
    return platformdirs.user_data_path("firstline", appauthor=False) / "desk.db"


def window_memory() -> Path:
    """Give the file in which this person's windows remember how they stood."""
    return platformdirs.user_config_path("firstline", appauthor=False) / "window.ini"


def file_of(url: str) -> Path | None:
    """Give the file of an embedded desk's URL; None for a shared desk's."""
    return Path(url.removeprefix(_FILE)) if url.startswith(_FILE) else None


def url_of(file: Path) -> str:
    """Give the URL of an embedded desk's file."""
    return f"{_FILE}{file}"
