"""Data checks across records, run by `manage.py check_integrity`.

Each app registers its own in a module `integrity` with the decorators below. Checks
and warnings yield one sentence for each record that needs attention; warnings do not
affect the exit status.
"""

from collections.abc import Callable, Iterable

INTEGRITY_CHECKS: dict[str, Callable[[], Iterable[str]]] = {}
WARNINGS: dict[str, Callable[[], Iterable[str]]] = {}


def integrity_check(function):
    """Register a function without arguments; its docstring is the rule."""
    INTEGRITY_CHECKS[f"{function.__module__}.{function.__name__}"] = function
    return function


def warning(function):
    """Register a function like `integrity_check`, for issues that are not errors."""
    WARNINGS[f"{function.__module__}.{function.__name__}"] = function
    return function


def errors() -> list[tuple[str, str]]:
    """Return all errors, as pairs of the rule and a sentence."""
    return _results(INTEGRITY_CHECKS)


def warnings() -> list[tuple[str, str]]:
    """Return all warnings, as pairs of the rule and a sentence."""
    return _results(WARNINGS)


def _results(checks) -> list[tuple[str, str]]:
    return [
        (str(check.__doc__).strip().splitlines()[0], sentence)
        for check in checks.values()
        for sentence in check()
    ]


@integrity_check
def every_row_is_valid():
    """Every record is valid, even if it was not saved with a form."""
    from django.apps import apps
    from django.core.exceptions import ValidationError

    from partnership.core.models.natural_keys import UntrackedModel, is_history

    for model in apps.get_models():
        if issubclass(model, UntrackedModel) and not is_history(model):
            for row in model._default_manager.all().iterator():
                try:
                    row.full_clean(validate_unique=False)
                except ValidationError as error:
                    messages = "; ".join(error.messages)
                    yield f"{model._meta.verbose_name} “{row}”: {messages}"
