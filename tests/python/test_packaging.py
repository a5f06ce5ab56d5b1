"""The wheel is all one needs: no checkout, no other folder, one command."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import psycopg
import pytest

from tests.harness import ROOT
from tolsel import __version__


def run(*command: str | Path, cwd: Path) -> str:
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds tolsel from the wheel, and its dependencies by reference."""
    home = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", home / "env", cwd=home)
    python = home / "env" / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python)
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=home)
    lib = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home)
    # A path in a .pth file comes after the environment's own packages, and its own .pth files,
    # such as the one of an editable tolsel, are not read.
    (Path(lib.strip()) / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def test_the_wheel_holds_every_file(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        f"tolsel/_data/{path.relative_to(ROOT)}"
        for folder in ("sql", "migrations")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    } | {
        str(path.relative_to(ROOT / "python"))
        for path in (ROOT / "python" / "tolsel").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert expected <= inside
    assert not [name for name in inside if "__pycache__" in name or name.startswith("tests")]
    assert not [name for name in inside if "findings" in name]


def test_the_source_archive_holds_what_builds_and_tests_it(tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path, cwd=ROOT)
    (built,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(built) as archive:
        names = archive.getnames()
    inside = {name.split("/")[1] for name in names}
    # What hatchling adds is its own affair.
    folders = {"python", "sql", "migrations", "tests"}
    assert inside - {"PKG-INFO", ".gitignore"} == folders | {
        "LICENSE", "Makefile", "README.md", "pyproject.toml",
    }  # fmt: skip
    assert not [name for name in names if "findings" in name]


def test_the_command_runs(installed: Path, tmp_path: Path) -> None:
    assert __version__ in run(installed.parent / "tolsel", "--version", cwd=tmp_path)


def test_it_migrates_a_fresh_database_from_an_empty_folder(
    installed: Path, tmp_path: Path, empty_database_url: str
) -> None:
    program = (
        "import sys\n"
        "from tolsel import resources\nfrom tolsel.install import migrate\n"
        "migrate.init(sys.argv[1])\n"
        "migrate.migrate(sys.argv[1])\n"
        "print(resources.data_dir('sql'))\n"
    )
    said = run(installed, "-c", program, empty_database_url, cwd=tmp_path)
    assert installed.parents[1] in Path(said.split()[-1]).parents
    with psycopg.connect(empty_database_url) as conn:
        row = conn.execute(
            "select count(*) from pg_proc where pronamespace = 'tolsel'::regnamespace"
        )
        assert row.fetchone() != (0,)
