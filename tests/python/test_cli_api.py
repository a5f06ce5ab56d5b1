"""`tolsel api`: what may be called, for people and for programs."""

import json
from html.parser import HTMLParser
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from tests.conftest import ConnectAs
from tolsel import cli

pytestmark = pytest.mark.once


def api(connect_as: ConnectAs, *options: str) -> str:
    url = connect_as("shop_app").info.dsn
    found = CliRunner().invoke(cli.main, ["--url", url, "api", *options])
    assert found.exit_code == 0, found.output
    return found.stdout


def test_programs_find_all_that_is_there(
    postgresql: psycopg.Connection[Any], connect_as: ConnectAs
) -> None:
    found = json.loads(api(connect_as, "--json"))
    names = postgresql.execute(
        """select array_agg('tolsel.' || p.proname order by p.proname collate "C") from pg_proc p
           where p.pronamespace = 'tolsel'::regnamespace and p.prokind = 'f'"""
    ).fetchone()
    functions = {function["name"]: function for function in found["functions"]}
    assert names == (sorted(functions),)
    codes = postgresql.execute("select array_agg(e.code) from tolsel.error_code e").fetchone()
    assert codes is not None
    assert {refusal["sqlstate"] for refusal in found["refusals"]} == {*codes[0]}
    payment = functions["tolsel.record_payment"]
    assert payment["arguments"][0] == {
        "name": "p_customer_id", "type": "bigint", "is_required": True, "is_nullable": False,
        "default": None,
    }  # fmt: skip
    assert payment["answer"]["type"] == "tolsel_billing.payment"
    assert {"name": "amount", "type": "numeric", "is_nullable": False}.items() <= next(
        column.items() for column in payment["answer"]["columns"] if column["name"] == "amount"
    )
    assert "UB001" in payment["refusals"]
    views = {view["name"]: view for view in found["views"]}
    assert views["tolsel.invoice"]["comment"]
    assert all(column["comment"] for view in views.values() for column in view["columns"])


def test_people_read_one_after_the_other(connect_as: ConnectAs) -> None:
    told = api(connect_as).split("\n\n")
    assert told[0].startswith("acknowledge_events(")
    (refund,) = (text for text in told if text.startswith("refund_payment("))
    assert "payment_id bigint" in refund and "[request_key text = NULL::text]" in refund
    assert "returns tolsel_billing.refund\n    " in refund
    assert "Refused as UB003 payment_not_found, " in " ".join(refund.split())
    (invoice,) = (text for text in told if text.startswith("view invoice\n    "))
    assert "invoice_number text, " in " ".join(invoice.split())
    assert any(text.startswith("list_jobs() returns setof (job_name text, ") for text in told)


def test_a_page_has_a_section_for_each_and_links_that_lead_somewhere(
    connect_as: ConnectAs,
) -> None:
    page = Page(api(connect_as, "--html"))
    described = json.loads(api(connect_as, "--json"))
    assert len(described["views"]) > 50
    for one in described["functions"] + described["views"]:
        assert one["name"].removeprefix("tolsel.") in page.ids
    assert {refusal["sqlstate"] for refusal in described["refusals"]} <= page.ids
    assert len(page.links) > len(page.ids) and set(page.links) <= page.ids
    assert not page.from_outside and page.open_tags == []


class Page(HTMLParser):
    """What a page names, where its links lead, and which of its tags are left open."""

    VOID = ("meta", "input", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.from_outside: list[str] = []
        self.open_tags: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                assert value not in self.ids, value
                self.ids.add(value)
            if name in ("href", "src") and value:
                here = self.links if value.startswith("#") else self.from_outside
                here.append(value.removeprefix("#"))
        if tag not in self.VOID:
            self.open_tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open_tags.pop() == tag
