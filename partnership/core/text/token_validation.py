"""Check text that contains tokens before it is saved.

Apps register checks in a module `wordcheck` with the decorator below; forms and
imports run all of them.
"""

from collections.abc import Callable, Iterable

from django.db.models import Model

from partnership.core.text.rich_text import RichTextField

Check = Callable[[Model, str, str], Iterable[str]]
CHECKS: dict[str, Check] = {}


def word_check(function: Check) -> Check:
    """Register a function of a record, a field name and its text.

    It yields one message for each error. The record may be unsaved, without its
    related records.
    """
    CHECKS[f"{function.__module__}.{function.__name__}"] = function
    return function


def fields_with_words(model) -> list[str]:
    """Return the names of rich-text fields and of the model's `token_fields`."""
    rich = [f.name for f in model._meta.fields if isinstance(f, RichTextField)]
    return list(dict.fromkeys([*rich, *getattr(model, "token_fields", [])]))


def state(instance) -> dict[str, object]:
    """Return the values that decide which tokens are valid: texts and relations."""
    fields = instance._meta.concrete_fields
    names = [
        *fields_with_words(type(instance)),
        *(f.attname for f in fields if f.is_relation),
    ]
    return {name: getattr(instance, name) for name in names}


def faults(instance, before: dict[str, object]) -> dict[str, list[str]]:
    """Return errors by field, for texts that differ from `before` (see `state`).

    All texts are checked if the record was moved to another document or partnership.
    Existing errors in a text do not stop anyone from changing another field.
    """
    now = state(instance)
    words = fields_with_words(type(instance))
    moved = any(before.get(name) != now[name] for name in now if name not in words)
    found = {}
    for name in words:
        text = now[name]
        if text and (moved or before.get(name) != text):
            told = [
                line for ask in CHECKS.values() for line in ask(instance, name, text)
            ]
            if told:
                found[name] = list(dict.fromkeys(told))
    return found
