from pathlib import Path
from tests.house.catalog import Connection
from tests.proof import tamper
def test_x(postgresql: Connection) -> None:
    postgresql.execute("grant bursar_admin, bursar_app to postgres")
    postgresql.execute("select bursar.grant_login('postgres', 1, true)")
    postgresql.execute(Path(__file__).with_name("books.sql").read_bytes())
    postgresql.commit()
    print(postgresql.execute("select * from bursar.verify() where status='breach'").fetchall())
    r = tamper.run(postgresql)
    for k,v in r.noticed.items(): print("noticed",k,v)
    for k in r.missed: print("MISSED",k)
    for k,v in r.unchangeable.items(): print("fixed",k,v)
    assert 0
