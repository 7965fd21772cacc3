"""The home partnership as the public sees it."""

from collections.abc import Iterable
from types import SimpleNamespace

from partnership.core.releases.queries import public_rows


def public_home() -> SimpleNamespace | None:
    """The home partnership's published row; None until it is published."""
    return home_among(public_rows("partnership"))


def home_among(rows: Iterable[dict]) -> SimpleNamespace | None:
    return next((SimpleNamespace(**row) for row in rows if row["is_home"]), None)


def publisher_name() -> str:
    """Return the name of the home partnership, once it is published."""
    home = public_home()
    return home.name if home else "Community safety partnership"
