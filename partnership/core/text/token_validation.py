"""Faults in words that hold figures as tokens: told where the words are written.

Whoever can read such words states in a module `wordcheck` how they are checked, with
the decorator below; forms and imports ask all checks before anything is saved.
"""

from collections.abc import Callable, Iterable

from django.db.models import Model

from partnership.core.text.rich_text import RichTextField

Check = Callable[[Model, str, str], Iterable[str]]
CHECKS: dict[str, Check] = {}


def word_check(function: Check) -> Check:
    """Register a function of a row, a field's name and its text.

    It yields one sentence for each fault, saying what to do. The row may be unsaved,
    and what it belongs to may not have been chosen yet.
    """
    CHECKS[f"{function.__module__}.{function.__name__}"] = function
    return function


def fields_with_words(model) -> list[str]:
    """Names of the rich-text fields, and of those in the model's `token_fields`."""
    rich = [f.name for f in model._meta.fields if isinstance(f, RichTextField)]
    return list(dict.fromkeys([*rich, *getattr(model, "token_fields", [])]))


def state(instance) -> dict[str, object]:
    """What decides which figures the words may name: the words and what they are of."""
    fields = instance._meta.concrete_fields
    names = [
        *fields_with_words(type(instance)),
        *(f.attname for f in fields if f.is_relation),
    ]
    return {name: getattr(instance, name) for name in names}


def faults(instance, before: dict[str, object]) -> dict[str, list[str]]:
    """Sentences by field, of words that differ from `before`, a state or part of one.

    All words are asked if the row was moved to another report or partnership. Words
    that were broken already do not keep anybody from mending something else.
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
