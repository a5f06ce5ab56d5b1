"""Calls of the domain cluster: see sql/cluster/README.md.

Written by `make guards` from the catalog: change the SQL, not this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tolsel.calls import Call, as_row, as_rows, as_value, chosen

__all__ = [
    "FindShardRow",
    "PlacementsRow",
    "Shard",
    "ShardsRow",
    "add_shard",
    "change_shard",
    "find_shard",
    "list_placements",
    "list_shards",
    "place_tenants",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A row of `tolsel_cluster.shard`."""

    shard_no: int
    """Key; what the numbers of tenants end in that are opened there."""
    name: str
    """Name for people."""
    dsn: str
    """How to connect: a URL, a connection string of libpq or service=NAME, without a password."""
    is_open: bool
    """False: new tenants are opened elsewhere, unless it is named."""
    added_at: datetime
    """When it was added."""
    login: str
    """Database role that added it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindShardRow:
    """A row of `tolsel.find_shard`."""

    shard_no: int | None
    name: str | None
    dsn: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementsRow:
    """A row of `tolsel.list_placements`."""

    tenant_id: int | None
    name: str | None
    shard_no: int | None
    shard_name: str | None
    placed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardsRow:
    """A row of `tolsel.list_shards`."""

    shard_no: int | None
    name: str | None
    dsn: str | None
    is_open: bool | None
    tenant_count: int | None
    added_at: datetime | None


def add_shard(*, name: str, dsn: str) -> Call[Shard]:
    """Adds a database to the catalogue under a name, and gives it the next number; the same name
    and connection string answer the same. tolsel cluster add tells the database, too.

    Raises: TextNotUsable, ShardNotUsable, ShardAddedDifferently, ClusterIsFull.

    Source: sql/cluster/functions/add_shard.sql.
    """
    return Call("add_shard", {"name": (name, "text"), "dsn": (dsn, "text")}, as_row(Shard))


def change_shard(*, name: str, dsn: str | None = None, is_open: bool | None = None) -> Call[Shard]:
    """Changes how a shard is reached, or whether new tenants are opened there; null leaves a
    value as it is.

    Raises: TextNotUsable, ShardNotFound, ShardNotUsable.

    Source: sql/cluster/functions/change_shard.sql.
    """
    return Call(
        "change_shard",
        {"name": (name, "text"), **chosen(dsn=(dsn, "text"), is_open=(is_open, "boolean"))},
        as_row(Shard),
    )


def find_shard(*, tenant_id: int) -> Call[list[FindShardRow]]:
    """Answers which shard a tenant is on, and how to connect to it, to whoever may log in: it
    may do nothing there that it was not granted there.

    Raises: TenantNotPlaced.

    Source: sql/cluster/functions/find_shard.sql.
    """
    return Call("find_shard", {"tenant_id": (tenant_id, "bigint")}, as_rows(FindShardRow))


def list_placements(
    *, shard_name: str | None = None, after_tenant_id: int | None = None, limit: int = 1000
) -> Call[list[PlacementsRow]]:
    """Lists where tenants are, by number: of one shard, or of all (null); pages go on after the
    last number.

    Source: sql/cluster/functions/list_placements.sql.
    """
    return Call(
        "list_placements",
        {
            **chosen(
                shard_name=(shard_name, "text"),
                after_tenant_id=(after_tenant_id, "bigint"),
                limit=(limit, "integer"),
            )
        },
        as_rows(PlacementsRow),
    )


def list_shards() -> Call[list[ShardsRow]]:
    """Lists the shards of the catalogue, how many tenants each has, and whether new ones go
    there.

    Source: sql/cluster/functions/list_shards.sql.
    """
    return Call("list_shards", {}, as_rows(ShardsRow))


def place_tenants(*, shard_name: str, tenant_ids: Sequence[int], names: Sequence[str]) -> Call[int]:
    """Records that tenants are on a shard, each by its number and name in the same place of both
    lists; answers how many of them are new to the catalogue.

    Raises: ShardNotFound, TenantPlacedElsewhere.

    Source: sql/cluster/functions/place_tenants.sql.
    """
    return Call(
        "place_tenants",
        {
            "shard_name": (shard_name, "text"),
            "tenant_ids": (tenant_ids, "bigint[]"),
            "names": (names, "text[]"),
        },
        as_value,
    )
