"""Seal the migrations: what has shipped is never edited again.

Usage: python -m tests.tools.seal [--check]

Without --check, files that have no seal yet get one. A sealed file that changed or vanished is
an error either way: yoyo knows a migration by its name only, so nobody else would see it.
"""

import hashlib
import sys
from pathlib import Path

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def read_seals(folder: Path) -> dict[str, str]:
    """Return the sealed files' hashes by name."""
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    return {name: seal for seal, name in (line.split(maxsplit=1) for line in lines if line)}


def find_broken(folder: Path) -> list[str]:
    """Name the sealed files that are not what they were."""
    present = _hashes(folder)
    return [name for name, seal in read_seals(folder).items() if present.get(name) != seal]


def seal(folder: Path) -> list[str]:
    """Seal every file that has no seal, and name them."""
    sealed = read_seals(folder)
    fresh = {name: value for name, value in _hashes(folder).items() if name not in sealed}
    lines = [f"{value}  {name}\n" for name, value in sorted((sealed | fresh).items())]
    (folder / "SHA256SUMS").write_text("".join(lines))
    return sorted(fresh)


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.sql")
    }


def main() -> int:
    broken = find_broken(MIGRATIONS)
    for name in broken:
        print(f"migrations/{name} is sealed and has changed: write a new migration instead")
    if not broken and "--check" not in sys.argv:
        print("\n".join(f"sealed {name}" for name in seal(MIGRATIONS)) or "nothing to seal")
    return len(broken) and 1


if __name__ == "__main__":
    sys.exit(main())
