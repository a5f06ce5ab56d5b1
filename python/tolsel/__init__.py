"""tolsel: the money office inside your own PostgreSQL.

Every public SQL function is a typed call here, and every refusal a class:
`tolsel.record_payment(customer_id=1, amount=Decimal("9.50"), method="cash").run(conn)`.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from tolsel.api import *  # noqa: F403
else:

    def __getattr__(name: str) -> object:
        """Load the calls when the first is asked for: the command line needs none of them."""
        # `from tolsel import cli` asks here before it looks for a module.
        is_other = name.startswith("_") or find_spec(f"tolsel.{name}") is not None
        found = {} if is_other else vars(import_module("tolsel.api"))
        if name not in found:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return found[name]
