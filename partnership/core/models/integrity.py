"""Invariants: what must hold across rows, asked by `manage.py check_integrity`.

Each app states its own in a module `integrity`, with the decorators below. An
invariant yields one sentence for each row that breaks it; a warning one for each row
that somebody should look at, though nothing is broken.
"""

from collections.abc import Callable, Iterable

INVARIANTS: dict[str, Callable[[], Iterable[str]]] = {}
WARNINGS: dict[str, Callable[[], Iterable[str]]] = {}


def invariant(function):
    """Register a function without arguments; its docstring is what must hold."""
    INVARIANTS[f"{function.__module__}.{function.__name__}"] = function
    return function


def warning(function):
    """Register a function like an invariant, whose findings stop nothing."""
    WARNINGS[f"{function.__module__}.{function.__name__}"] = function
    return function


def broken() -> list[tuple[str, str]]:
    """Every breach, as the invariant's docstring and a sentence on the row."""
    return _asked(INVARIANTS)


def warnings() -> list[tuple[str, str]]:
    """Every finding to look at, as the warning's docstring and a sentence."""
    return _asked(WARNINGS)


def _asked(checks) -> list[tuple[str, str]]:
    return [
        (str(check.__doc__).strip().splitlines()[0], sentence)
        for check in checks.values()
        for sentence in check()
    ]


@invariant
def every_row_is_valid():
    """Every row passes its own rules, even if it came past the forms."""
    from django.apps import apps
    from django.core.exceptions import ValidationError

    from partnership.core.models.natural_keys import UntrackedModel, is_history

    for model in apps.get_models():
        if issubclass(model, UntrackedModel) and not is_history(model):
            for row in model._default_manager.all().iterator():
                try:
                    row.full_clean(validate_unique=False)
                except ValidationError as error:
                    told = "; ".join(error.messages)
                    yield f"{model._meta.verbose_name} “{row}”: {told}"
