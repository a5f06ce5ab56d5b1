"""Nothing in the repository lets anybody in, or tells where it was written.

# S95
"""

import re
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]

# Written so that no pattern matches its own line. A password that a test makes up says s3cret.
FORBIDDEN = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE[ ]KEY",
    "a cloud access key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a token": r"\b(?:gh[oprsu]_[A-Za-z0-9]{30,}|github_pat_\w{20,}|glpat-[\w-]{20,}"
    r"|[sr]k_live_\w{10,}|xox[abprs]-[\w-]{10,}|pypi-[\w-]{40,}|eyJ[\w-]{15,}\.eyJ[\w-]{15,})",
    "a password in a URL": r"\w://[^\s/:@'\"{]+:(?!\S*s3cret)[^\s/@'\"{]+@",
    "a password": r"(?i)\b(?:password|passwd|secret|api_?key)\b['\"]?\s*(?:=|:|=>)\s*"
    r"['\"](?!\S*s3cret)[^'\"{%\s]{4,}",
    "a package host": r"(?i)(?:files\.python[h]osted|[p]ypi\.(?:org|python)"
    r"|registry\.npm[j]s|deb\.debian[.]org|archive\.ubuntu[.]com"
    r"|[-]-?(?:extra-)?index[-_]url|[f]ind-links|[-]-registry)",
    "a path of one machine": r"(?:^|[^\w.~$}/])/(?:root|tmp|work|home|Users)/\w",
}


def tracked() -> list[Path]:
    # Git would refuse a checkout that belongs to another user, as in a container.
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(
        [*git, "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and path.name != "LICENSE"]


def find(what: str, text: str) -> list[int]:
    """Return the numbers of the lines that hold something forbidden."""
    pattern = re.compile(FORBIDDEN[what])
    return [n for n, line in enumerate(text.splitlines(), 1) if pattern.search(line)]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in tracked()
        for line in find(what, path.read_text(errors="replace"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a private key", "-----BEGIN OPENSSH PRIVATE" + " KEY-----"),
        ("a cloud access key", "AKIA" + "A" * 16),
        ("a token", "ghp_" + "a" * 36),
        ("a password in a URL", "postgresql://me:" + "hunter2@host/db"),
        ("a password", "password = " + "'hunter2'"),
        ("a package host", "https://py" + "pi.org/simple"),
        ("a path of one machine", "see /ro" + "ot/notes"),
    ],
)
def test_the_patterns_find(what: str, line: str) -> None:
    assert find(what, line) == [1]
