"""Other names of records, for imports, search, checks and documents."""

import datetime as dt
from collections import defaultdict

from django.apps import apps
from django.db.models import Q

from partnership.core.imports.fields.lookups import OtherName, also_named
from partnership.core.imports.fields.names import ENDINGS
from partnership.core.models.dated import on_day
from partnership.core.models.hooks import ALSO_MATCHED
from partnership.core.models.integrity import integrity_check
from partnership.core.values.names import sort_key
from partnership.models.aliases import MODELS, Alias, kind_of
from partnership.models.dated_names import use_names

# Files say “Cherwell District Council” or “Cherwell UA” where records say “Cherwell”.
ENDINGS += [
    *("district council", "borough council", "city council", "county council"),
    *("metropolitan borough council", "city and district council", "city", "council"),
    *("dc", "bc", "cc", "mbc", "district", "borough", "ua", "unitary authority"),
    *("district csp", "csp", "community safety partnership"),
]


@also_named
def names_for_imports(model) -> list[OtherName]:
    """Return the other names of a model's records with their dates, for imports."""
    kind = kind_of(model)
    rows = Alias.objects.filter(kind=kind) if kind else Alias.objects.none()
    columns = ("name", "record_code", "from_on", "to_on")
    return [OtherName(*row) for row in rows.values_list(*columns)]


def matches_other_name(model, word: str) -> Q:
    """The rows of a model with another name that contains a word, whenever used."""
    kind = kind_of(model)
    rows = Alias.objects.filter(kind=kind, name__icontains=word)
    return Q(code__in=rows.values("record_code")) if kind else Q()


ALSO_MATCHED.append(matches_other_name)


def records_with_codes() -> list[tuple[str, str]]:
    """Return the code of each record that can have other names, with its name.

    Records of several types can have one code.
    """
    found = defaultdict(list)
    for kind, name in MODELS.items():
        for row in apps.get_model(name)._default_manager.all():
            found[row.code].append(f"{row} ({Alias.Kind(kind).label})")
    named = [(code, "; ".join(names)) for code, names in found.items()]
    return sorted(named, key=lambda choice: sort_key(choice[1]))


def use_names_on(day: dt.date):
    """Give areas and bodies that are read in the block the names they had on a day."""
    rows = Alias.objects.filter(on_day(day), is_printed=True)
    return use_names({(row.kind, row.record_code): row.name for row in rows})


@integrity_check
def aliases_name_records():
    """Other names belong to records that exist."""
    for alias in Alias.objects.all():
        if alias.record is None:
            yield (
                f"{alias}: there is no {alias.get_kind_display()} with the code "
                f"{alias.record_code}."
            )
