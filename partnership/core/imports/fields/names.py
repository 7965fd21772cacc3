"""Find records by what people call them: code, name or former name, and by key."""

import re
import unicodedata
from collections import defaultdict
from difflib import get_close_matches
from functools import cached_property, lru_cache

from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet

# Fields that name a record, best first. ONS codes are as good as our own.
NAME_FIELDS = "name short_name label short_label title term ons_code".split()
NAME_FIELDS += ["full_version"]
# How many former names are read; a list with more is not one of names.
MAX_FORMER_NAMES = 20_000
# No name is longer, and searching a longer text for marks is slow.
LONGEST = 500
# A text with more commas is a list of names, not a place and its county.
MAX_COMMAS = 5
MOST_INITIALS = 6
SMALL_WORDS = {"of", "in", "on", "for", "upon"}
# How many marks, numbers and titles may precede a name.
MAX_BEFORE = 10
DROPPED = re.compile(r"[^\w\s]")
WORDS = re.compile(r"\b(?:the|and)\b")
# Marks of notes after a name: * † ¹ [note 1] [r].
MARKS = re.compile(
    r"(?:\s*(?:[*†‡§¹²³⁴-⁹]|\[\s*(?:note\s*)?[0-9a-z]{1,2}\s*\]))+\s*$", re.I
)
# What may precede a name in a list: a dash, a bullet, “of which”, “(a)”.
LEADING = re.compile(
    r"^\s*(?:[-–—•·▪>*]+\s*|o\s+|"
    r"(?:royal )?(?:city|borough|county|district) of\s+|"
    r"\(?[0-9]{1,3}[a-z]?(?:\.[0-9]{1,2})?(?:[.):]+\s*|\s+[-–:]?\s*)|"
    r"\(?(?:[ivx]{1,4}|[a-z])\)\s*)?"
    r"(?:of which|including|incl\.)?\s*:?\s*"
    r"(?:(?:(?:total )?(?:number|count)|no\.?|%|percentage|proportion) of (?:the )?)?",
    re.I,
)
# A note number: “Cherwell (1)”, or “Cherwell1” if it was a superscript.
NUMBERED = re.compile(
    r"\s*\(\s*(?:note\s*)?[0-9]{1,2}\s*\)$|\s*\([a-z]{1,2}\)$|"
    r"\s*\((?:number|no\.?|count|total|crimes|offences|incidents)(?: of [a-z ]+)?\)$|"
    r"(?<=[^\W\d_]{3})[1-9]$|;#[0-9]+$",  # “Oxford;#12”, as SharePoint exports it
    re.I,
)
# “D.C.”, “T.V.P.”
INITIALS = re.compile(r"\b(?:[a-z]\.){2,}")
IN_BRACKETS = re.compile(r"\s*\(([^()]+)\)$")
# “Probation (formerly Example Trust)”.
FORMER_NAME = re.compile(
    r"\s*\((?:formerly|previously|née|nee)\b[^()]*\)$|\s+(?:formerly|née)\s+\S.*$", re.I
)
PLURAL = re.compile(r"(?<=[a-z]{3})(?:ies|(?<![su])s)\b")
APOSTROPHES = re.compile(r"['’‘ʼ`´](?=s\b)", re.I)
ONS_CODE = re.compile(r"\b[A-Z][0-9]{8}\b", re.I)
HONORIFIC = re.compile(
    r"^\s*(?:cllr|councillor|mrs?|ms|miss|dr|prof(?:essor)?|sir|dame|lord|lady|rev|"
    r"reverend|(?:chief |det(?:ective)? |ch )?(?:supt|superintendent|insp|inspector|"
    r"sgt|sergeant|constable)|pc|acc|dcc)\b"
    r"\.?\s+(?=\w)",
    re.I,
)
# Short forms of county names, as in “West Oxon”.
COUNTIES = {
    **{"beds": "bedfordshire", "berks": "berkshire", "bucks": "buckinghamshire"},
    **{"cambs": "cambridgeshire", "derbys": "derbyshire", "glos": "gloucestershire"},
    **{"hants": "hampshire", "herts": "hertfordshire", "lancs": "lancashire"},
    **{"leics": "leicestershire", "lincs": "lincolnshire", "oxon": "oxfordshire"},
    **{"northants": "northamptonshire", "notts": "nottinghamshire"},
    **{"staffs": "staffordshire", "warks": "warwickshire", "wilts": "wiltshire"},
    **{"worcs": "worcestershire", "yorks": "yorkshire"},
}
# Words that a name may go without, such as “council”: filled by the apps that know.
ENDINGS: list[str] = []


@lru_cache(maxsize=20_000, typed=True)
def fold_name(text) -> str:
    """Normalise a name for comparison: case, accents, punctuation, “the” and “and”.

    “London, City of” is “City of London”.
    """
    text = APOSTROPHES.sub("", MARKS.sub("", str(text)[:LONGEST]))
    text = text.replace("&", " and ").casefold()
    text = INITIALS.sub(lambda m: m[0].replace(".", ""), text)
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    first, comma, rest = text.partition(", ")
    if comma and rest.endswith((" of", " upon", " county")):
        text = f"{rest} {first}"
    words = WORDS.sub(" ", DROPPED.sub(" ", text.replace("_", " "))).split()
    return " ".join(COUNTIES.get(word, word) for word in words)


def without_endings(text) -> str:
    """Return a folded name without words such as “district council”."""
    folded = fold_name(text)
    for ending in sorted(ENDINGS, key=len, reverse=True):
        if folded.endswith(f" {ending}"):
            return folded.removesuffix(f" {ending}")
    return folded


def _stem(folded) -> str:
    """Return a folded name without the endings of plurals."""
    return PLURAL.sub(lambda m: "y" if m[0] == "ies" else "", folded)


def name_fields(model) -> list[str]:
    """Return the fields of a model that name its records."""
    found = []
    for name in [*NAME_FIELDS, *getattr(model, "alias_fields", [])]:
        try:
            model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        found.append(name)
    return found


def _is_cut(words, full, has_whole=False) -> bool:
    """Whether words are those of a name, some cut to their first letters."""
    if not words or not full:
        return not words and not full and has_whole
    word, *rest = words
    if full[0].startswith(word) and (word == full[0] or len(full[0]) > 3):
        whole = has_whole or (word == full[0] and len(word) > 3)
        if _is_cut(rest, full[1:], whole):
            return True
    initials = "".join(w[0] for w in full[: len(word)])
    return (
        1 < len(word) < 4
        and word == initials
        and (_is_cut(rest, full[len(word) :], has_whole))
    )


class NameIndex:
    """The records of a model by folded name; `codes` by the code that is stored."""

    def __init__(self, model, rows, also=()):
        self.model, self.also = model, also
        self.by_name: dict[str, set] = defaultdict(set)
        self.other: dict[str, set] = defaultdict(set)
        self.former: dict[str, set] = defaultdict(set)
        self.cut: dict[str, set] = {}
        self.stems: dict[str, set] = defaultdict(set)
        self.read: dict[str, set] = {}
        fields = name_fields(model)
        codes = {row.pk: row.code for row in rows}
        self.kinds = {row.code: getattr(row, "kind", "") for row in rows}
        for row in rows:
            self.by_name[fold_name(row.code)].add(row.code)
            for name in fields:
                if value := getattr(row, name):
                    self.by_name[fold_name(value)].add(row.code)
            also_known_as = getattr(row, "also_known_as", "").splitlines()
            for value in [*(getattr(row, "other_names", None) or ()), *also_known_as]:
                self.by_name[fold_name(value)].add(row.code)
        known = set(codes.values())
        for name, code in also:
            if code in known and fold_name(name) not in self.by_name:
                self.other[fold_name(name)].add(code)
        self.by_name |= self.other
        self._add_former_names(fields, codes)

    def _add_former_names(self, fields, codes):
        """Add names that records had before, so that older files are understood."""
        if not hasattr(self.model, "history") or not fields or not codes:
            return
        versions = self.model.history.order_by().values_list("id", *fields).distinct()
        for pk, *values in versions[:MAX_FORMER_NAMES]:
            if pk in codes:
                for value in filter(None, values):
                    folded = fold_name(value)
                    if folded not in self.by_name:
                        self.former[folded].add(codes[pk])

    def codes_of(self, text) -> set[str]:
        """Return the codes of the records that a text may name."""
        if len(text) > LONGEST:
            return self._codes_as_written(text[:LONGEST])
        if text not in self.read:
            self.read[text] = self._codes_of(text)
        return self.read[text]

    def _codes_of(self, text):
        for _ in range(MAX_BEFORE):
            if found := self._codes_as_written(text):
                return found
            shorter = FORMER_NAME.sub("", NUMBERED.sub("", text.strip()))
            shorter = LEADING.sub("", shorter)
            if shorter == text.strip():
                if found := self._codes_beside_comma(text):
                    return found
                shorter = HONORIFIC.sub("", text)
            if shorter == text:
                return self._in_the_plural(text) or self._abbreviated(text)
            text = shorter
        return set()

    def _codes_as_written(self, text):
        folded = fold_name(text)
        if not folded:
            return set()
        found = self.by_name.get(folded) or self.former.get(folded)
        if found := found or self.by_name.get(without_endings(text)):
            return found
        if (code := ONS_CODE.search(text)) and (
            found := self.by_name.get(code[0].lower())
        ):
            return found  # “Cherwell (E07000177)”
        if " " in folded and (found := self.by_name.get(folded.replace(" ", ""))):
            return found  # “E07 000177”
        return set()

    def _codes_beside_comma(self, text):
        """Return the codes of “Cherwell, Oxfordshire” or “Example, Ann”."""
        text = IN_BRACKETS.sub(r", \1", text)  # “Oxford (Oxfordshire)”
        place, comma, county = text.partition(", ")
        if not comma or text.count(",") > MAX_COMMAS:
            return set()
        around, found = self.codes_of(county), self.codes_of(place)
        if around and found and self.are_unlike(around, found):
            return found
        return self.by_name.get(fold_name(f"{county} {place}")) or set()

    @cached_property
    def words(self) -> list[tuple[list[str], set[str]]]:
        """The words of each name, also without “district council”, and its codes."""
        return [
            (words.split(), codes)
            for name, codes in self.by_name.items()
            for words in {name, without_endings(name)}
        ]

    def _abbreviated(self, text) -> set[str]:
        """Return the code of the only name cut to “W. Oxon” or “Oxfordshire CC”."""
        words = fold_name(text).split()
        if len(words) < 2 or not any(len(word) < 4 for word in words):
            return set()
        if text not in self.cut:
            found = [
                codes
                for full, codes in self.words
                if full != words and _is_cut(words, full)
            ]
            self.cut[text] = set.union(*found) if found else set()
        return self.cut[text] if len(self.cut[text]) == 1 else set()

    @cached_property
    def initials(self) -> dict[str, set[str]]:
        """Codes by initials, such as SO, SODC, VoWH, or CDC for a one-word name."""
        found = defaultdict(set)
        endings = {"", *("".join(w[0] for w in e.split()) for e in ENDINGS)}
        endings |= {e for e in ENDINGS if len(e) < 4}
        for words, codes in self.words:
            for named in (
                words,
                [word for word in words if word not in SMALL_WORDS],
            ):
                letters = "".join(word[0] for word in named)
                for ending in endings if len(named) > 1 else endings - {""}:
                    if 1 < len(letters + ending) <= MOST_INITIALS:
                        found[letters + ending] |= codes
        return found

    def by_initials(self, text) -> set[str]:
        """Return the codes of records with these initials, if a text is initials."""
        letters = re.sub(r"[\s.&]", "", text)
        is_short = 1 < len(letters) <= MOST_INITIALS and letters.isalpha()
        is_initials = is_short and letters[0].isupper() and letters[-1].isupper()
        return self.initials.get(letters.casefold(), set()) if is_initials else set()

    def _in_the_plural(self, text) -> set[str]:
        """Return the code of the only name that “Robberies” is the plural of."""
        if not self.stems:
            for name, codes in self.by_name.items():
                self.stems[_stem(name)] |= codes
        found = self.stems.get(_stem(fold_name(text)), set())
        return found if len(found) == 1 else set()

    def names_in(self, words) -> list[str]:
        """Return the longest folded names among words."""
        folded = f" {fold_name(words)} "
        names = [n for n in self.by_name if len(n) > 3 and f" {n} " in folded]
        return [
            name
            for name in names
            if not any(name != n and f" {name} " in f" {n} " for n in names)
        ]

    def codes_in(self, words) -> set[str]:
        """Return the codes of the records that words name, by their longest names."""
        return {code for name in self.names_in(words) for code in self.by_name[name]}

    def are_unlike(self, codes, others) -> bool:
        """Whether places are of a different kind from the others, such as a county."""
        kinds, other_kinds = ({self.kinds.get(c) for c in s} for s in (codes, others))
        return hasattr(self.model, "ons_code") and kinds.isdisjoint(other_kinds)

    def all_in(self, text) -> set[str]:
        """Return the codes of several records if a text names nothing else."""
        names = sorted(self.names_in(text), key=len, reverse=True)
        rest = f" {fold_name(text)} "
        for name in names:
            rest = rest.replace(f" {name} ", "  ")
        codes = {code for name in names for code in self.by_name[name]}
        return codes if len(names) > 1 and not rest.strip() else set()

    def nearest(self, text) -> str:
        """Return the name most like a text, or an empty string."""
        names = list(self.by_name)
        near = get_close_matches(fold_name(text), names, 1, 0.7)
        if not near:
            return ""
        codes = self.by_name[near[0]]
        return sorted(codes)[0]


def with_key_relations(model):
    """Return all records of a model, with what their natural keys need."""
    paths = {path.rpartition("__")[0] for path in model.natural_key_fields} - {""}
    rows: QuerySet = model.objects.all()
    return rows.select_related(*paths) if paths else rows


def can_be_blank(model, path) -> bool:
    """Whether a part of a natural key can be blank, such as a first day."""
    return "__" not in path and model._meta.get_field(path).null


def key_of(instance):
    return fold(type(instance), instance.natural_key())


def fold(model, key):
    """Normalise a natural key for lookup, ignoring the case of codes."""
    return tuple(
        fold_code(part) if path.endswith("code") else part
        for path, part in zip(model.natural_key_fields, key, strict=True)
    )


def fold_code(code):
    """Normalise a code for lookup, ignoring case."""
    return str(code or "").strip().casefold()
