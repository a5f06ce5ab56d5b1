"""Let Python sleep under libfaketime, which takes the moment that ends a sleep for another clock's."""

import select
import time


def _sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


time.sleep = _sleep
