"""Backups of a desk, made, put back and damaged."""

from pathlib import Path

from support.world import World

from app.services.restore import Restored, restore


def restored(world: World, file: Path, *, over_newer: bool = False) -> Restored:
    """Restore a world's desk once nobody has it open."""
    world.close()
    return restore(world.url, file, lambda *_: None, over_newer=over_newer)


def beside(file: Path) -> set[str]:
    return {each.name for each in file.parent.iterdir()}


def damage(file: Path, kind: str) -> None:
    content = bytearray(file.read_bytes())
    if kind == "head":
        content[:100] = b"\x00" * 100
    elif kind == "cut":
        del content[len(content) // 3 :]
    elif kind == "middle":
        page = 4_096
        content[page : len(content) // 2] = b"\xa5" * (len(content) // 2 - page)
    file.write_bytes(content)
