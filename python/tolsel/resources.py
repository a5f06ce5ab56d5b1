"""Where the SQL that this package installs lies on this machine."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def data_dir(name: str) -> Path:
    """Return the folder `sql` or `migrations`: the wheel's own copy, else the checkout's.

    The search starts from this file and never from site-packages, because an editable
    install leaves a copy there that nobody refreshes.
    """
    for base in (_HERE / "_data", _HERE.parents[1]):
        if (base / name).is_dir():
            return base / name
    raise FileNotFoundError(f"tolsel was installed without its {name} folder")
