"""Let Python sleep under libfaketime, which takes the end of a sleep for a time of its own."""

import select
import time
from typing import SupportsIndex


def _sleep(seconds: float | SupportsIndex) -> None:
    select.select([], [], [], float(seconds))


time.sleep = _sleep
