"""What the totals of days add to a payment.

# S14: pages and log are counted, not seconds; make bench measures the rest.
"""

from tests.conftest import ConnectAs
from tests.house.catalog import Connection, measure
from tests.house.shop import Shop, open_shop

WITHOUT = """alter table tolsel_ledger.balance
    disable trigger balance_after_update_daily_total"""
MOST = 1.1


def cost_of_a_payment(conn: Connection, shop: Shop) -> dict[str, int]:
    """Return the pages touched and the log written by one payment among others."""
    query = f"""select tolsel.record_payment({shop.customer}, 1, 'cash', {shop.channel},
        array[]::bigint[], p_surplus => 'keep')"""
    for _ in range(6):
        conn.execute(query.encode())
    # Each database that is made anywhere in the server begins a checkpoint, after which a page is
    # logged whole when it is first changed.
    while (found := measure(conn, query))["images"]:
        continue
    return found


def test_totals_add_little_to_a_payment(postgresql: Connection, connect_as: ConnectAs) -> None:
    app = connect_as("shop_app")
    shop = open_shop(app, connect_as("shop_admin"), tenant_id=1)
    cost = cost_of_a_payment(app, shop)
    postgresql.execute(WITHOUT)
    postgresql.commit()
    bare = cost_of_a_payment(app, shop)
    assert bare["pages"] < cost["pages"] < MOST * bare["pages"]
    assert bare["log"] < cost["log"] < MOST * bare["log"]
