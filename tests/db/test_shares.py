"""An embedded desk stays on an own disk: shares are known by what the system says of its mounts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.world import World

from app.channels.founding import founding
from app.db import shares
from app.db.shares import remote_drive, shared_on_linux, shared_on_mac
from app.desk import Desk
from app.store_errors import OnShare

# As Linux writes it, with what people have mounted at work.
MOUNTS = r"""22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
30 27 0:26 / /dev/shm rw,relatime - tmpfs tmpfs rw,size=24684084k
41 27 0:44 / /srv/desks rw,relatime shared:58 - nfs4 files.example:/desks rw,vers=4.2
42 27 0:45 / /mnt/old\040share rw,relatime shared:59 - cifs //files.example/desks rw,vers=3.1.1
43 27 0:46 / /media/maria/team rw,nosuid,nodev - fuse.sshfs maria@files.example: rw
44 27 0:47 / /mnt/c rw,noatime - 9p C:\134 rw,dirsync,aname=drvfs
45 27 0:48 / /mnt/host rw - vboxsf host rw
46 27 0:49 / /media/stick rw,nosuid,nodev - fuseblk /dev/sdb1 rw
47 27 0:50 / /data rw - btrfs /dev/sdc rw
48 47 0:51 / /data/shared rw - nfs files.example:/data rw
49 48 0:52 / /data/shared/own rw - xfs /dev/sdd rw
50 27 0:53 / /covered rw - nfs files.example:/x rw
51 27 0:54 / /covered rw - ext4 /dev/sde rw
52 27 0:55 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
53 27 0:56 / /layers rw - overlay overlay rw,lowerdir=/a - b
nonsense
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/var/lib/desk.db", ""),
        ("/srv/desks/desk.db", "nfs4"),
        ("/srv/desks-of-mine/desk.db", ""),
        ("/mnt/old share/desk.db", "cifs"),
        ("/media/maria/team/a/b/desk.db", "fuse.sshfs"),
        ("/mnt/c/Users/maria/desk.db", "9p"),
        ("/mnt/host/desk.db", "vboxsf"),
        ("/media/stick/desk.db", ""),
        ("/data/desk.db", ""),
        ("/data/shared/desk.db", "nfs"),
        ("/data/shared/own/desk.db", ""),
        ("/covered/desk.db", ""),
        ("/run/user/1000/gvfs/smb-share/desk.db", "fuse.gvfsd-fuse"),
        ("/layers/desk.db", ""),
        ("/dev/shm/desk.db", ""),
    ],
)
def test_linux_says_what_a_file_lies_on(place: str, kind: str) -> None:
    assert shared_on_linux(Path(place), MOUNTS) == kind


MAC_MOUNTS = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//maria@files.example/desks on /Volumes/desks (smbfs, nodev, nosuid, mounted by maria)
files.example:/x on /Volumes/on the (old) one (nfs, nodev, nosuid)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/Users/maria/desk.db", ""),
        ("/Volumes/desks/desk.db", "smbfs"),
        ("/Volumes/on the (old) one/desk.db", "nfs"),
        ("/Volumes/desks2/desk.db", ""),
    ],
)
def test_macos_says_what_a_file_lies_on(place: str, kind: str) -> None:
    assert shared_on_mac(Path(place), MAC_MOUNTS) == kind


@pytest.mark.parametrize(
    ("place", "drive"),
    [
        (r"C:\Users\maria\desk.db", ""),
        (r"Z:\desks\desk.db", "Z:"),
        (r"\\files\desks\desk.db", r"\\files\desks"),
        (r"\\?\UNC\files\desks\desk.db", r"\\files\desks"),
        (r"\\?\C:\desk.db", ""),
        (r"\\wsl$\Debian\home\desk.db", r"\\wsl$\Debian"),
    ],
)
def test_windows_says_what_a_file_lies_on(place: str, drive: str) -> None:
    remote, fixed = 4, 3
    assert remote_drive(place, lambda root: remote if root == "Z:\\" else fixed) == drive


@pytest.fixture
def on_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the system say that a folder is a share."""
    share, mounts = tmp_path / "share", tmp_path / "mounts"
    share.mkdir()
    real = tmp_path.resolve() / "share"
    mounts.write_text(
        f"27 1 254:0 / / rw - ext4 /dev/vda rw\n41 27 0:44 / {real} rw - nfs4 files:/x rw\n"
    )
    monkeypatch.setattr(shares, "_MOUNTS", mounts)
    return share


def test_a_desk_on_a_share_is_neither_made_nor_opened(
    sqlite_world: World, on_share: Path, tmp_path: Path
) -> None:
    file = on_share / "a" / "desk.db"
    with pytest.raises(OnShare) as told, founding(f"sqlite:///{file}"):
        pass
    assert told.value.kind == "nfs4"
    assert told.value.sentence.startswith(
        f"{file} is on a network share or a shared folder (nfs4), where "
    )
    assert "PostgreSQL" in told.value.sentence
    assert list(on_share.iterdir()) == []
    here = Path(sqlite_world.store.url.database or "")
    there = on_share / "desk.db"
    there.write_bytes(here.read_bytes())
    link = tmp_path / "link.db"
    link.symlink_to(there)
    for each in (there, link):
        with pytest.raises(OnShare):
            Desk(f"sqlite:///{each}")
    Desk(sqlite_world.url).close()


def test_several_programs_at_once_on_an_own_disk_are_fine(sqlite_world: World) -> None:
    desks = [Desk(sqlite_world.url) for _ in range(3)]
    for desk in desks:
        assert desk.check() == []
        desk.close()


_MOUNT_AND_OPEN = """
import ctypes, os, sys
from pathlib import Path
libc = ctypes.CDLL(None, use_errno=True)
MS_REC, MS_PRIVATE, CLONE_NEWNS = 0x4000, 1 << 18, 0x20000
def must(code):
    if code: sys.exit(77)
must(libc.unshare(CLONE_NEWNS))
must(libc.mount(None, b"/", None, MS_REC | MS_PRIVATE, None))
# A file system of this kind that no program answers for: it is there until somebody looks into it.
fuse = os.open("/dev/fuse", os.O_RDWR)
options = f"fd={fuse},rootmode=40000,user_id=0,group_id=0".encode()
must(libc.mount(b"maria@files.example:", sys.argv[1].encode(), b"fuse.sshfs", 0, options))
from app.db.shares import _MOUNTS, shared_on_linux
print(shared_on_linux(Path(sys.argv[1]) / "desk.db", _MOUNTS.read_text()))
"""


def test_a_real_mount_is_known(tmp_path: Path) -> None:
    place = tmp_path / "team share"
    place.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", _MOUNT_AND_OPEN, str(place)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    # Whoever may not mount anything has nothing to look at here.
    assert (done.returncode, done.stdout) in (
        (0, "fuse.sshfs\n"),
        (77, ""),
    ) or "/dev/fuse" in done.stderr
