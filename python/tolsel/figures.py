"""Figures as people read them."""

from __future__ import annotations

from decimal import Decimal


def format_amount(amount: Decimal, scale: int = 2) -> str:
    """Return an amount with thousands separators and at least `scale` decimals, never rounded."""
    decimals = -int(amount.as_tuple().exponent)
    return f"{amount:,.{max(scale, decimals)}f}"


def format_side(amount: Decimal, scale: int = 2) -> str:
    """Return a balance with its side: Dr above 0, Cr below, neither at 0."""
    side = "Dr" if amount > 0 else "Cr" if amount < 0 else "  "
    return f"{format_amount(amount.copy_abs(), scale)} {side}"
