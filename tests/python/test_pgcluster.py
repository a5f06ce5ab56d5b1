"""The private server: started, found again, stopped, and never mistaken for another."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import LiteralString

import psycopg
import pytest

from tests import harness
from tolsel.demo import server
from tolsel.demo.pgcluster import (
    Cluster,
    ClusterError,
    debian_bindirs,
    embedded_bindir,
    find_bindir,
)

MakeCluster = Callable[..., Cluster]


@pytest.fixture
def home() -> Iterator[Path]:
    path = harness.make_home()
    yield path
    shutil.rmtree(path)


@pytest.fixture
def make_cluster(home: Path) -> Iterator[MakeCluster]:
    made: list[Cluster] = []

    def make(data: Path = home / "data", **settings: str) -> Cluster:
        made.append(
            Cluster(bindir=harness.bindir(), data=data, settings={"fsync": "off"} | settings)
        )
        return made[-1]

    yield make
    for cluster in made:
        cluster.remove()


def ask(cluster: Cluster, question: LiteralString) -> object:
    with psycopg.connect(cluster.url()) as conn:
        row = conn.execute(question).fetchone()
    return row and row[0]


def test_starts_stops_and_starts_again(make_cluster: MakeCluster) -> None:
    cluster = make_cluster(work_mem="5MB")
    assert not cluster.is_running()
    cluster.start()
    assert ask(cluster, "show work_mem") == "5MB"
    assert ask(cluster, "show listen_addresses") == ""
    cluster.stop()
    assert not cluster.is_running()
    cluster.stop()
    cluster.start()
    assert ask(cluster, "select 1") == 1


def test_settings_are_taken_at_each_start_and_quoted(make_cluster: MakeCluster) -> None:
    first = make_cluster(application_name="it's")
    first.start()
    assert ask(first, "select setting from pg_file_settings where name = 'application_name'")
    first.stop()
    second = make_cluster(work_mem="6MB")
    second.start()
    assert ask(second, "show work_mem") == "6MB"


def test_two_starts_at_once_make_one_server(make_cluster: MakeCluster) -> None:
    clusters = [make_cluster(), make_cluster()]
    threads = [Thread(target=cluster.start) for cluster in clusters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clusters[0].socket_dir == clusters[1].socket_dir
    assert ask(clusters[0], "select 1") == 1


def test_start_leaves_a_running_server_alone(make_cluster: MakeCluster) -> None:
    first, again = make_cluster(), make_cluster()
    first.start()
    started = ask(first, "select pg_postmaster_start_time()")
    again.start()
    assert ask(again, "select pg_postmaster_start_time()") == started


def test_a_killed_server_starts_again(make_cluster: MakeCluster) -> None:
    cluster = make_cluster()
    cluster.start()
    pid = int((cluster.data / "postmaster.pid").read_text().split()[0])
    os.kill(pid, 9)
    while cluster.is_running():
        pass
    cluster.start()
    assert ask(cluster, "select 1") == 1


def test_a_pid_file_that_names_another_process_is_stale(make_cluster: MakeCluster) -> None:
    cluster = make_cluster()
    cluster.start()
    cluster.stop()
    with subprocess.Popen(["sleep", "60"]) as other:
        (cluster.data / "postmaster.pid").write_text(f"{other.pid}\n{cluster.data}\n")
        assert not cluster.is_running()
        cluster.stop()
        assert other.poll() is None, "stop() must touch nothing but its own server"
        cluster.start()
        assert ask(cluster, "select 1") == 1
        other.kill()


def test_stop_leaves_other_servers_alone(home: Path, make_cluster: MakeCluster) -> None:
    one, two = make_cluster(home / "one"), make_cluster(home / "two")
    one.start()
    two.start()
    one.stop()
    assert ask(two, "select 1") == 1


@pytest.mark.parametrize("name", ["x" * 90, "a,b"], ids=["long", "comma"])
def test_a_path_no_socket_can_have_gets_a_short_one(
    name: str, home: Path, make_cluster: MakeCluster
) -> None:
    cluster = make_cluster(home / name)
    cluster.start()
    socket_dir = cluster.socket_dir
    assert socket_dir != cluster.data
    assert ask(cluster, "select 1") == 1
    cluster.stop()
    assert not socket_dir.exists()


def test_blanks_and_quotes_in_the_path(home: Path, make_cluster: MakeCluster) -> None:
    cluster = make_cluster(home / "it's % \\ü")
    cluster.start()
    assert ask(cluster, "select 1") == 1


def test_foreign_files_are_never_deleted(home: Path, make_cluster: MakeCluster) -> None:
    (home / "data").mkdir()
    (home / "data" / "thesis").write_text("years of work")
    with pytest.raises(ClusterError, match="holds no PostgreSQL data"):
        make_cluster().start()
    assert (home / "data" / "thesis").exists()


def test_data_of_another_version_is_refused(make_cluster: MakeCluster) -> None:
    cluster = make_cluster()
    cluster.start()
    cluster.stop()
    (cluster.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(ClusterError, match="was made by PostgreSQL 9"):
        cluster.start()


def test_a_setting_nobody_knows_is_shown(make_cluster: MakeCluster) -> None:
    with pytest.raises(ClusterError, match="no_such_setting"):
        make_cluster(no_such_setting="1").start()


def test_the_data_folder_opens_to_its_owner_only(make_cluster: MakeCluster) -> None:
    cluster = make_cluster()
    cluster.start()
    assert cluster.data.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
@pytest.mark.parametrize("namespaces", [True, False], ids=["namespace", "copies"])
def test_root_with_folders_closed_to_others(
    namespaces: bool, home: Path, make_cluster: MakeCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not namespaces:
        monkeypatch.setattr("tolsel.demo.pgcluster.can_unshare", lambda: False)
    home.chmod(0o700)
    cluster = make_cluster()
    cluster.start()
    assert ask(cluster, "select 1") == 1
    assert make_cluster().is_running(), "a second look finds the same place"
    assert home.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_data_of_another_user_is_named(home: Path, make_cluster: MakeCluster) -> None:
    (home / "data").mkdir(mode=0)
    with pytest.raises(ClusterError, match=r"data.* belongs to another user"):
        make_cluster().start()
    (home / "data").chmod(0o700)


def test_the_choice_of_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLSEL_PG_BIN", str(tmp_path))
    with pytest.raises(ClusterError, match="no program postgres"):
        find_bindir()
    (tmp_path / "postgres").touch()
    assert find_bindir() == tmp_path.resolve()
    monkeypatch.setenv("TOLSEL_PG_BIN", "embedded")
    assert find_bindir() == embedded_bindir()
    monkeypatch.delenv("TOLSEL_PG_BIN")
    assert find_bindir(prefer_embedded=True) == embedded_bindir()
    assert find_bindir() == [embedded_bindir(), *debian_bindirs()][-1]


def test_the_demo_has_its_own_server_and_database(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    cluster = server.demo_cluster()
    try:
        url = server.start_demo(cluster)
        assert server.start_demo(cluster) == url
        with psycopg.connect(url) as conn:
            row = conn.execute("select current_database()").fetchone()
        assert row == (server.DATABASE,)
        assert cluster.data.name == "pgdata"
    finally:
        cluster.remove()
