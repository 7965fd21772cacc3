"""Spreadsheet import and export of partners, partnerships, groups and duties."""

import re

from partnership.core.imports.ambiguity import AmbiguousCell, Option
from partnership.core.imports.cells.date_cells import cells_between
from partnership.core.imports.cells.figure_cells import REASONS
from partnership.core.imports.cells.widgets import TextWidget, YearWidget
from partnership.core.imports.fields.names import HONORIFIC
from partnership.core.imports.fields.slots import Column, ReferenceSlot, Slot
from partnership.core.imports.rows.resource import NaturalKeyResource
from partnership.core.values import financial_years
from partnership.models import (
    Area,
    Duty,
    DutyEvidence,
    Group,
    LocalTerm,
    Membership,
    Partner,
    Partnership,
    Person,
    Population,
    Post,
    RelatedPlan,
    Tenure,
    Term,
    Website,
)

# Names of a column of areas in statistics.
ORGANISATIONS = (
    "organisation|organisation name|charity name|agency|partner|body|partner "
    "organisation|partner agency|member|service|organization|represented "
    "by|representing|member organisation|responsible authority|employer|authority"
).split("|")
GROUPS = ["board", "committee", "meeting", "group", "sub-group", "board or group"]
GROUPS += ["group name", "name of group", "partnership group", "forum", "panel"]
ROLES = ["role", "job title", "position", "post", "post title", "designation", "office"]
PEOPLE = (
    "name|full name|person|post holder|postholder|holder|contact|contact name|"
    "councillor|officer|member|name of holder|representative|lead officer|"
    "name of person"
).split("|")
KINDS = ["type", "sector", "category", "kind", "type of organisation"]
WEB = ["web", "website", "web site", "web address", "web page", "link", "address"]
WEB += ["site", "homepage", "hyperlink"]
SHORT = ["also known as", "aka", "abbreviation", "acronym", "short", "initials"]
SHORT += ["known as", "short title"]
PLANS = ["plan", "strategy", "plan / strategy", "plan or strategy", "document", "name"]
PURPOSE = ["terms of reference", "remit", "role", "aim", "aims", "description"]

AREA_HEADINGS = [
    *("area code", "area name", "ons code", "geography", "geography code"),
    *("local authority code", "local authority name", "local authority"),
    *("csp code", "csp name", "csp", "district", "council", "place", "borough"),
    *("community safety partnership code", "community safety partnership name"),
    *("lad code", "lad name", "lad cd", "lad nm", "csp cd", "csp nm", "ltla nm"),
    *("mnemonic", "la", "local authority district", "lad", "district or unitary"),
    *("ltla cd", "ctyua cd", "ctyua nm", "cty cd", "cty nm", "pfa nm", "pfa cd"),
    *("police force area name", "police force area code", "force name"),
    *("community safety partnership", "region name", "name", "code", "ward"),
]


class LocalTermResource(NaturalKeyResource, model=LocalTerm):
    """One row for each of a partnership's own names; blank dates are not known."""

    former_choices = {
        "office that gives the money": "commissioner",
        "committee that scrutinises": "committee",
    }


class PopulationResource(NaturalKeyResource, model=Population):
    """One row for each area and year."""

    figure_without_reason = "people"
    synonyms = {
        "area": AREA_HEADINGS,
        "year": ["mid-year", "mid year", "estimate year"],
        "people": ["population", "persons", "residents", "all persons", "all ages"]
        + ["pop", "popn"],
    }
    others_left_out = ("area",)


class AreaResource(NaturalKeyResource, model=Area):
    """One row for each area; `parent` and `successors` contain area codes."""

    former_choices = {"districts taken together": "combined"}
    synonyms = {
        "name": [
            "area",
            "area name",
            "lad nm",
            "ltla nm",
            "cty nm",
            "ctyua nm",
            "place",
            "district",
            "borough",
            "local authority",
            "local authority name",
        ],
        "ons code": [
            "area code",
            "lad cd",
            "ltla cd",
            "cty cd",
            "ctyua cd",
            "gss code",
        ],
        "type": ["kind", "area type", "level", "geography"],
        "parent": ["county", "part of", "police force area", "within", "police area"],
    }


class PartnerResource(NaturalKeyResource, model=Partner):
    """One row for each organisation or service."""

    former_choices = {
        "invited to take part": "invited",
        "provider of services": "provider",
        "charity": "voluntary",
        "third sector": "voluntary",
        "vcs": "voluntary",
        "vcse": "voluntary",
        "community and voluntary": "voluntary",
        "nhs": "health",
        "borough council": "district-council",
        "district council": "district-council",
        "statutory": "responsible",
        "statutory partner": "responsible",
        "non-statutory": "none",
    }
    synonyms = {
        "name": [*ORGANISATIONS, "name of organisation"],
        "short name": SHORT,
        "type": KINDS,
        "statutory role": ["statutory status", "status", "statutory", "legal role"],
        "website": WEB,
        "parent": ["part of", "parent organisation", "hosted by"],
    }


class PartnershipResource(NaturalKeyResource, model=Partnership):
    """One row for each partnership; its areas are imported as coverage."""

    former_headings = {
        "name in addresses": "slug",
        "smallest number of people to print": "smallest count",
    }
    synonyms = {
        "name": ["partnership", "csp", "community safety partnership"]
        + ["csp nm", "csp name", "community safety partnership name"],
        "short name": SHORT,
    }


class WebsiteResource(NaturalKeyResource, model=Website):
    """One row for each website of a partnership."""

    former_headings = {"address": "url"}
    synonyms = {"url": WEB, "label": ["title", "text", "description", "name"]}


class GroupResource(NaturalKeyResource, model=Group):
    """One row for each board, committee or sub-group."""

    synonyms = {
        "name": [*GROUPS, "title"],
        "short name": SHORT,
        "type": KINDS,
        "purpose": PURPOSE,
        "reports to": ["accountable to", "reporting to", "parent group", "parent"],
        "led by": ["chaired by"],
        "partner": ORGANISATIONS,
    }


class MembershipResource(NaturalKeyResource, model=Membership):
    """One row for each membership; `services` contains codes of those represented."""

    former_headings = {"seat": "member number"}
    synonyms = {"group": GROUPS, "partner": [*ORGANISATIONS, "name"]}
    usual = {"member number": "1"}


FIRST = "first name|first names|forename|forenames|given name|firstname".split("|")
LAST = ["surname", "last name", "family name", "lastname"]
# “(Chair)”, “<ann@example.org>” or “- Probation” after a name.
AFTER_NAME = re.compile(r"\s+(?:\([^()]+\)|<[^<>]+>|[-–—]\s+\S.*)")
NO_PERSON = re.compile(
    r"(?:post )?(?:vacant|vacancy)\b.*|(?:apologies|present|attending|cc)\b.*:.*|\W*",
    re.I | re.S,
)
SURNAME_FIRST = re.compile(r"([^\s,]+(?: [^\s,]+)?), ?([^\W\d][^,]+)")


NOBODY = {"vacant", "vacancy", "post vacant", "various", "nobody", "none", "-", "–"}
NOBODY |= {"all", "everyone", "unknown", "tbd", "to be appointed", "interim"}
# A word of a name on both sides, unlike in “R&D”; the second may follow initials.
TWO_PEOPLE = re.compile(
    r"[^:<>]*\b[^\W\d_]{2,}\.? ?[/&] ?(?:[^\W\d_]\.? ?)*[^\W\d_]{2,}[^:<>]*"
    r"|\S+ [^/&]+ (?:and|then) [^/&]*\S+ \S+"
)


def check_person(text: str) -> str:
    """Return a name without words in brackets; refuse “Vacant” and 2 people."""
    plain = text.casefold().strip(" .()[]")
    if plain in NOBODY or plain in REASONS or NO_PERSON.fullmatch(plain):
        raise ValueError(f"“{text}” is not a name. Leave the row out, or enter a name")
    name = AFTER_NAME.sub("", text)
    if "@" in name:
        raise ValueError(f"“{text}” is an email address. Enter the name of the person")
    if TWO_PEOPLE.fullmatch(name):
        raise ValueError(f"“{text}” looks like 2 people. Enter each in a separate row")
    return name


class PersonNameWidget(TextWidget):
    """A name; asks about “Example, Ann”."""

    def read_text(self, text):
        text = super().read_text(text)
        name = check_person(text)
        if name != text:
            if turned := SURNAME_FIRST.fullmatch(name):
                name = _turned(turned)
            raise AmbiguousCell(
                "words-after",
                f"“{text}” has words after the name. Select how to store it",
                [
                    Option("name", f"{name}, and others without such words", name),
                    Option("as-it-is", f"{text}, and others as they are", text),
                ],
            )
        match = SURNAME_FIRST.fullmatch(text)
        if match is None:
            return text
        turned = _turned(match)
        raise AmbiguousCell(
            "surname-first",
            f"“{text}” seems to have the surname first. Select how to store it",
            [
                Option("turned", f"{turned}, and others like it", turned),
                Option("as-it-is", f"{text}, and others as they are", text),
            ],
        )


def _turned(match):
    """Return “Ann Example” for “Example, Ann” and for “EXAMPLE, Ann”."""
    surname = match[1].title() if match[1].isupper() else match[1]
    return f"{match[2].strip()} {surname}"


class PersonNameSlot(Slot):
    def build_columns(self, headings):
        return [Column(headings[0], self.name, PersonNameWidget())]


class PersonSlot(ReferenceSlot):
    """A person, named in a column where the file may have “Vacant” or 2 people."""

    def read(self, row, find):
        try:
            return super().read(row, find)
        except AmbiguousCell:
            raise
        except ValueError:
            check_person(str(row.get(self.heading) or ""))
            raise


class PersonResource(NaturalKeyResource, model=Person):
    """One row for each person who holds or held a post."""

    synonyms = {"name": PEOPLE, "title": ["salutation", "honorific", "prefix"]}
    parts = {"name": (FIRST, LAST, " ")}
    slot_kinds = {"name": PersonNameSlot}

    def complete(self, instance, names):
        """Store the title of “Supt. Joe Example” apart from the name."""
        if not instance.title and (title := HONORIFIC.match(instance.name)):
            instance.title = title[0].strip()
            instance.name = instance.name[title.end() :]


class PostResource(NaturalKeyResource, model=Post):
    """One row for each post."""

    apart = ("group", "partner")
    synonyms = {
        "title": [*ROLES, "name"],
        "type": KINDS,
        "group": GROUPS,
        "partner": ORGANISATIONS,
    }
    former_choices = {
        "chairman": "chair",
        "chairperson": "chair",
        "chairwoman": "chair",
        "vice chair": "deputy-chair",
        "vice-chairman": "deputy-chair",
        "deputy chairman": "deputy-chair",
        "manager": "officer",
        "member": "representative",
    }


class TenureResource(NaturalKeyResource, model=Tenure):
    """One row for each person in a post."""

    synonyms = {"person": PEOPLE, "post": ROLES}
    slot_kinds = {"person": PersonSlot}
    parts = {"person": (FIRST, LAST, " ")}
    of_period = ("from", "to")
    distinguished_by = "from_on"

    def from_period(self, cell):
        return cells_between(cell)


class PlanYearColumn(Column):
    """A year of a plan: 2013-14 if its years are financial years, otherwise 2013."""

    def export(self, instance, **kwargs):
        year = self.get_value(instance)
        financial = instance.year_kind == RelatedPlan.YearKind.FINANCIAL
        return financial_years.label(year) if year and financial else year


class PlanYearSlot(Slot):
    """A year of a plan, written 2013-14 or 2013."""

    also_reads = ("year kind",)

    def build_columns(self, headings):
        return [PlanYearColumn(headings[0], self.name, YearWidget())]

    def read(self, row, find):
        kind = str(row.get("year kind") or "").strip().casefold()
        calendar = kind.startswith(RelatedPlan.YearKind.CALENDAR.value)
        written = str(row.get(self.heading) or "").strip()
        if calendar and len(written) > len("2013") and not written.endswith(".0"):
            raise ValueError(
                f"“{written}” is not a calendar year. Enter a year, for example 2013"
            )
        try:
            return super().read(row, find)
        except AmbiguousCell as ambiguous:
            if ambiguous.kind == "lone-year" and calendar:
                return ambiguous.options[0].value
            raise


class RelatedPlanResource(NaturalKeyResource, model=RelatedPlan):
    """One row for each plan that a partnership works with."""

    former_headings = {"address": "url"}

    slot_kinds = {"first_year": PlanYearSlot, "last_year": PlanYearSlot}
    synonyms = {
        "title": PLANS,
        "owner": [
            "lead organisation",
            "lead",
            "lead agency",
            "owned by",
            *ORGANISATIONS,
        ],
        "url": WEB,
        "first year": ["start year", "from", "start", "from year", "begins"],
        "last year": ["end year", "to", "end", "to year", "ends", "until"],
    }


class DutyResource(NaturalKeyResource, model=Duty):
    """One row for each statutory duty."""

    synonyms = {
        "title": ["duty", "name", "statutory duty", "requirement"],
        "instrument": ["act", "legislation", "law", "statute"],
        "provision": ["section", "clause", "regulation"],
        "summary": ["description", "details", "what it requires"],
    }


class DutyEvidenceResource(NaturalKeyResource, model=DutyEvidence):
    """One row for each duty, partnership and year."""

    former_headings = {"address": "url"}
    synonyms = {"done on": ["date", "date done", "completed", "completed on"]}


class TermResource(NaturalKeyResource, model=Term):
    """One row for each term of the glossary."""

    former_headings = {"stands for": "full version"}
    synonyms = {
        "term": ["abbreviation", "acronym", "word", "phrase", "initials"],
        "full version": ["in full", "full name", "long form", "expansion", "full term"],
        "meaning": ["definition", "explanation", "description", "means"],
    }
