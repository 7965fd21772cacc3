"""Check text that contains tokens before it is saved.

Apps register checks in a module `wordcheck` with the decorator below; forms and
imports run all of them.
"""

from collections.abc import Callable, Iterable
from functools import cache

from django.db.models import Model

from partnership.core.text.rich_text import RichTextField

Check = Callable[[Model, str, str], Iterable[str]]
TOKEN_CHECKS: dict[str, Check] = {}
# Every token begins with it.
OPENING = "["


def token_check(function: Check) -> Check:
    """Register a function of a record, a field name and its text.

    It yields one message for each error. The record may be unsaved, without its
    related records.
    """
    TOKEN_CHECKS[f"{function.__module__}.{function.__name__}"] = function
    return function


def text_fields(model) -> list[str]:
    """Return the names of rich-text fields and of the model's `token_fields`."""
    return _names_in(model)[0]


@cache
def _names_in(model) -> tuple[list[str], list[str]]:
    """Return the names of texts, and those that decide which tokens are valid."""
    fields = model._meta.concrete_fields
    rich = [f.name for f in fields if isinstance(f, RichTextField)]
    texts = list(dict.fromkeys([*rich, *getattr(model, "token_fields", [])]))
    return texts, [*texts, *(f.attname for f in fields if f.is_relation)]


def checked_values(instance) -> dict[str, object]:
    """Return the values that decide which tokens are valid: texts and relations."""
    return {name: getattr(instance, name) for name in _names_in(type(instance))[1]}


def find_errors(instance, before: dict[str, object]) -> dict[str, list[str]]:
    """Return errors by field, for texts that differ from `before` (see `state`).

    All texts are checked if the record was moved to another document or partnership.
    Existing errors in a text do not stop anyone from changing another field.
    """
    names = text_fields(type(instance))
    for name in names:
        if OPENING in (getattr(instance, name) or ""):
            break
    else:
        return {}
    now = checked_values(instance)
    is_moved = any(before.get(name) != now[name] for name in now if name not in names)
    errors = {}
    for name in names:
        text = now[name]
        if text and (is_moved or before.get(name) != text):
            messages = [
                message
                for check in TOKEN_CHECKS.values()
                for message in check(instance, name, text)
            ]
            if messages:
                errors[name] = list(dict.fromkeys(messages))
    return errors
