"""Whether a file lies on this computer's own disk: SQLite's locks and its memory beside the file end with it."""

import ctypes
import re
import subprocess
import sys
from pathlib import Path, PureWindowsPath

from app.store_errors import OnShare

_MOUNTS = Path("/proc/self/mountinfo")
# Of other computers, of clusters that share a disk, and of the computer a virtual machine runs on.
_SHARED = frozenset((
    "9p", "acfs", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fhgfs", "gfs", "gfs2", "glusterfs",
    "gpfs", "lustre", "ncp", "ncpfs", "nfs", "nfs3", "nfs4", "ocfs2", "orangefs", "panfs", "prl_fs", "pvfs2", "smb",
    "smb2", "smb3", "smbfs", "vboxsf", "vmhgfs", "webdav",
))  # fmt: skip
# What programs show as folders has their name behind a dot.
_SHARED_BY_PROGRAM = frozenset((
    "fuse.beegfs", "fuse.ceph", "fuse.ceph-fuse", "fuse.cifs", "fuse.curlftpfs", "fuse.davfs", "fuse.gcsfuse",
    "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.juicefs", "fuse.moosefs", "fuse.mfs", "fuse.nfs", "fuse.rclone",
    "fuse.s3fs", "fuse.seaweedfs", "fuse.smbnetfs", "fuse.sshfs", "fuse.vmhgfs-fuse", "fuse.webdavfs",
    "fuse.osxfuse.sshfs",
))  # fmt: skip
_ESCAPED = re.compile(r"\\([0-7]{3})")
# What macOS prints of a mount: “//me@server/desk on /Volumes/desk (smbfs, nodev)”.
_MAC_MOUNT = re.compile(r".+? on (/.*) \(([^,)]+)[^)]*\)")
# What Windows calls a drive of another computer.
_REMOTE = 4


def require_own_disk(file: Path) -> None:
    """Raise OnShare for a file on a network share or a shared folder; what cannot be found out is let pass."""
    kind = _kind_of(file)
    if kind:
        raise OnShare(file, kind)


def _kind_of(file: Path) -> str:
    place = _existing(file)
    if sys.platform == "win32":
        return remote_drive(str(place), ctypes.windll.kernel32.GetDriveTypeW)
    try:
        if sys.platform == "darwin":
            return shared_on_mac(place, subprocess.check_output(["/sbin/mount"], text=True))
        return shared_on_linux(place, _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"))
    except (OSError, subprocess.SubprocessError):
        return ""


def _existing(file: Path) -> Path:
    """Give the file, or the nearest folder there is; links may lead to another disk."""
    place = file.absolute()
    try:
        while not place.exists() and place != place.parent:
            place = place.parent
        return place.resolve()
    except OSError:
        # A share that does not answer has its place all the same.
        return place


def shared_on_linux(place: Path, mounts: str) -> str:
    """Give the kind of share `place` lies on by the text of ``/proc/self/mountinfo``; empty for an own disk."""
    found = []
    for line in mounts.splitlines():
        before, _, behind = line.partition(" - ")
        fields, kind = before.split(), behind.split()[:1]
        if len(fields) > 4 and kind:
            found.append((_ESCAPED.sub(lambda code: chr(int(code[1], 8)), fields[4]), kind[0]))
    return _shared(place, found)


def shared_on_mac(place: Path, mounts: str) -> str:
    """Give the kind of share `place` lies on by what ``mount`` prints; empty for an own disk."""
    matches = filter(None, map(_MAC_MOUNT.fullmatch, mounts.splitlines()))
    return _shared(place, [(match[1], match[2]) for match in matches])


def _shared(place: Path, mounts: list[tuple[str, str]]) -> str:
    # Of two mounts in one place, the later one covers the other.
    nearest, kind = -1, ""
    for point, name in mounts:
        depth = len(Path(point).parts)
        if depth >= nearest and place.is_relative_to(point):
            nearest, kind = depth, name
    return kind if kind in _SHARED or kind in _SHARED_BY_PROGRAM else ""


def remote_drive(place: str, drive_type: object) -> str:
    """Give the server or the drive `place` lies on, if it is another computer's; `drive_type` asks Windows."""
    drive = PureWindowsPath(place.removeprefix("\\\\?\\").replace("UNC\\", "\\\\", 1)).drive
    if drive.startswith("\\\\"):
        return drive
    is_remote = callable(drive_type) and drive_type(f"{drive}\\") == _REMOTE
    return drive if drive and is_remote else ""
