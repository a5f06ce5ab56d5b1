"""Every public SQL function as a typed call, every refusal as a class.

Written by `make guards` from the catalog: change the SQL, not this file.
"""

from tolsel.api.core import *
from tolsel.api.cluster import *
from tolsel.api.monitor import *
from tolsel.api.ledger import *
from tolsel.api.channel import *
from tolsel.api.billing import *
from tolsel.api.bank import *
from tolsel.api.exchange import *
from tolsel.api.wallet import *
from tolsel.api.queue import *
from tolsel.api.refusals import *
from tolsel.calls import Call as Call
from tolsel.errors import RetryableError as RetryableError, TolselError as TolselError
from tolsel.retrying import retried as retried
from tolsel.shards import connect as connect
