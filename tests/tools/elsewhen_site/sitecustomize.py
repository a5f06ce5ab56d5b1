"""Let Python sleep under libfaketime, which takes the end of a sleep for a time of its own."""

import select
import time


def _sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = _sleep
