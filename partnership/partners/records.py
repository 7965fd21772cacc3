"""Staff area records: partnerships, partners, people, plans and statutory duties."""

from partnership.core.models.registry import (
    FieldOptions,
    Fieldset,
    Inline,
    ListOptions,
    Naming,
    RecordType,
    register,
)
from partnership.models import (
    Alias,
    Area,
    Coverage,
    Duty,
    DutyEvidence,
    GovernanceLink,
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
from partnership.models.wording import local
from partnership.partners.aliases import records_with_codes
from partnership.partners.postholders import overlapping_postholders

PARTNERS, PLANS = "Partners", "Plans and duties"
SPAN = ("from_on", "to_on")

register(
    RecordType(
        Partnership,
        "partnerships",
        PARTNERS,
        listing=ListOptions(
            columns=["name", "kind", "is_home", "police_area", "from_on", "to_on"],
            search=["name", "short_name", "code"],
            filters=["kind", "police_area"],
        ),
        fieldsets=[
            Fieldset("Name", ["name", "short_name", "code", "kind"]),
            Fieldset(
                "Organisation",
                ["county_partnership", "police_area", "is_home"],
            ),
            Fieldset("Secretariat and dates", ["secretariat", SPAN], is_folded=True),
            Fieldset("Vision", ["vision", "note"], is_folded=True),
            Fieldset("Branding", [("brand_colour", "second_colour")], is_folded=True),
            Fieldset("Settings", ["slug", "smallest_count"], is_folded=True),
        ],
        inlines=[
            Inline(
                Coverage,
                ["area", "from_on", "to_on"],
                "Areas covered",
                hint=local(
                    "For a {county_partnership}, add the county first: the "
                    "{agreement.short} uses its figures."
                ),
                singular="area",
            ),
            Inline(
                Website,
                ["url", "label"],
                "Websites",
                singular="website",
                is_folded=True,
            ),
            Inline(
                GovernanceLink,
                ["between", "down", "up"],
                "Reporting lines between tiers",
                singular="tier",
                is_folded=True,
            ),
        ],
        description=local("County and {district} {csp.common_plural}."),
        empty_text="Add your own partnership and mark it as the home partnership.",
    ),
    RecordType(
        Partner,
        "partners",
        PARTNERS,
        listing=ListOptions(
            columns=["name", "kind", "statutory_role", "parent", "area"],
            search=["name", "short_name", "code", "also_known_as"],
            filters=["kind", "statutory_role", "area"],
        ),
        fieldsets=[
            Fieldset("Name", ["name", "short_name", "code", "also_known_as"]),
            Fieldset("Type and status", ["kind", "statutory_role", "parent", "area"]),
            Fieldset(
                "Website, logo and dates", ["website", "logo", SPAN], is_folded=True
            ),
        ],
        description="Organisations and services involved in the partnership.",
        empty_text="Add the responsible authorities first.",
    ),
    RecordType(
        Group,
        "groups",
        PARTNERS,
        listing=ListOptions(
            columns=["name", "kind", "partnership", "reports_to", "order"],
            search=["name", "short_name", "code"],
            filters=["kind", "partnership", "led_by"],
        ),
        fieldsets=[
            Fieldset("Name", ["name", "short_name", "code", "kind", "purpose"]),
            Fieldset(
                "Organisation",
                ["partnership", "partner", "reports_to", "led_by", "order", SPAN],
            ),
        ],
        inlines=[
            Inline(
                Membership,
                ["partner", "member_number", "from_on", "to_on", "services"],
                "Members",
                layout="blocks",
                singular="member",
            )
        ],
        fields=FieldOptions(labels={"order": "Order in lists"}),
        description="Boards, committees and sub-groups.",
        empty_text="Add the partnership’s committee.",
    ),
    RecordType(
        Membership,
        "memberships",
        PARTNERS,
        listing=ListOptions(
            columns=["partner", "group", "member_number", "from_on", "to_on"],
            search=["group__name", "partner__name"],
            filters=["group", "partner"],
            bulk=["from_on", "to_on"],
        ),
        fieldsets=[
            Fieldset(
                "Membership", ["group", "partner", "member_number", SPAN, "services"]
            )
        ],
        naming=Naming(select_related=["group", "partner"]),
        description="The partners on each group, with dates.",
        empty_text="Open a group and add its members there, or add one here.",
    ),
    RecordType(
        Person,
        "people",
        PARTNERS,
        listing=ListOptions(
            columns=["name", "title", "code"],
            search=["name", "code", "tenures__post__title"],
        ),
        fieldsets=[Fieldset("Name", [("title", "name"), "code", "namesake_note"])],
        inlines=[
            Inline(
                Tenure,
                ["post", "from_on", "to_on"],
                "Posts",
                hint="Add one row for each post, including past posts.",
                singular="post",
            )
        ],
        description="Current and former postholders. Do not record private addresses.",
        empty_text="Add the chair of the partnership’s committee.",
    ),
    RecordType(
        Post,
        "posts",
        PARTNERS,
        listing=ListOptions(
            columns=["title", "kind", "group", "partner"],
            search=["title", "code", "group__name", "partner__name"],
            filters=["kind", "group", "partner"],
        ),
        fieldsets=[
            Fieldset(
                "About",
                ["title", "code", "kind", "group", "partner"],
                hint="For someone who sits for a partner on a group, select "
                "Representative, the group and the partner.",
            )
        ],
        inlines=[
            Inline(
                Tenure,
                ["person", "from_on", "to_on"],
                "Postholders",
                singular="postholder",
            )
        ],
        naming=Naming(select_related=["group", "partner"]),
        description="Posts in partners and groups.",
        empty_text="Add the chair of the partnership’s committee.",
    ),
    RecordType(
        Tenure,
        "tenures",
        PARTNERS,
        listing=ListOptions(
            columns=["person", "post", "from_on", "to_on"],
            search=["person__name", "post__title", "post__code"],
            filters=["post"],
            bulk=["to_on"],
        ),
        fieldsets=[Fieldset("Postholder and dates", ["person", "post", SPAN])],
        naming=Naming(
            singular="postholder record",
            plural="postholder records",
            select_related=["person", "post__group", "post__partner"],
        ),
        notices=overlapping_postholders,
        description="Postholders and dates.",
        empty_text="Open a person and add their posts there, or add one here.",
    ),
    RecordType(
        Area,
        "areas",
        PARTNERS,
        listing=ListOptions(
            columns=["name", "kind", "ons_code", "parent", "from_on", "to_on"],
            search=["name", "code", "ons_code"],
            filters=["kind", "parent"],
        ),
        fieldsets=[
            Fieldset("About", ["name", "code", "kind", "ons_code"]),
            Fieldset("Location", ["parent"]),
            Fieldset("Dates", [SPAN, "successors"], is_folded=True),
        ],
        description=local(
            "Counties, {district.plural}, police areas and comparison groups."
        ),
        empty_text=local(
            "Add the police area first, then the county and its {district.plural}."
        ),
    ),
    RecordType(
        Population,
        "populations",
        PARTNERS,
        listing=ListOptions(
            columns=["area", "year", "people", "households", "source"],
            search=["area__name", "area__code"],
            filters=["area", "year"],
        ),
        fieldsets=[
            Fieldset("Population", ["area", "year", "people", "households", "source"])
        ],
        fields=FieldOptions(hints={"year": "For example, 2015."}),
        naming=Naming(select_related=["area"]),
        description="The number of people and households in each area, used to "
        "calculate rates.",
        empty_text="Add the population of your area.",
    ),
    RecordType(
        Coverage,
        "coverage",
        PARTNERS,
        listing=ListOptions(
            columns=["partnership", "area", "from_on", "to_on"],
            search=["partnership__name", "area__name"],
            filters=["partnership", "area"],
            bulk=["from_on", "to_on"],
        ),
        fieldsets=[Fieldset("Area covered", ["partnership", "area", SPAN])],
        naming=Naming(
            singular="covered area",
            plural="covered areas",
            select_related=["partnership", "area"],
        ),
        description="The areas each partnership covers.",
        empty_text="Open a partnership and add its areas there, or add one here.",
    ),
    RecordType(
        Website,
        "websites",
        PARTNERS,
        listing=ListOptions(
            columns=["url", "partnership", "label"],
            search=["url", "label", "partnership__name"],
            filters=["partnership"],
        ),
        fieldsets=[Fieldset("Website", ["partnership", "url", "label"])],
        description="Partnerships’ websites.",
        empty_text="Open a partnership and add its websites there, or add one here.",
    ),
    RecordType(
        GovernanceLink,
        "governance-links",
        PARTNERS,
        listing=ListOptions(
            columns=["partnership", "between", "down", "up"],
            search=["partnership__name", "down", "up"],
            filters=["between", "partnership"],
        ),
        fieldsets=[
            Fieldset("Reporting line", ["partnership", "between", "down", "up"])
        ],
        naming=Naming(
            singular="reporting line",
            plural="reporting lines",
            select_related=["partnership"],
        ),
        description="Reporting lines between the tiers of a partnership’s governance.",
        empty_text="Open a partnership and add its tiers there, or add one here.",
    ),
    RecordType(
        RelatedPlan,
        "related-plans",
        PLANS,
        listing=ListOptions(
            columns=["title", "owner", "partnership", "years_label"],
            search=["title", "code"],
            filters=["partnership", "owner"],
        ),
        fieldsets=[
            Fieldset("About", ["title", "code", "owner", "partnership", "url"]),
            Fieldset("Dates", ["year_kind", ("first_year", "last_year")]),
        ],
        fields=FieldOptions(
            labels={"years_label": "Years"},
            hints={
                "first_year": "For example, 2016 for a plan from 2016 or 2016-17.",
                "last_year": "For example, 2019 for a plan until 2019 or 2019-20. "
                "Leave blank if there is no end date.",
            },
        ),
        description="Other organisations’ plans and strategies that the partnership "
        "uses.",
        empty_text="Add the police and crime plan.",
    ),
    RecordType(
        Duty,
        "duties",
        PLANS,
        listing=ListOptions(
            columns=["title", "instrument", "provision", "falls_on"],
            search=["title", "code", "instrument"],
            filters=["falls_on"],
        ),
        fieldsets=[
            Fieldset("Requirement", ["title", "code", "summary"]),
            Fieldset("Legal basis", ["instrument", "provision", "falls_on", "order"]),
        ],
        fields=FieldOptions(labels={"order": "Order in lists"}),
        description="Statutory duties of a partnership.",
        empty_text=local("Add the duty to prepare an {agreement.short}."),
    ),
    RecordType(
        DutyEvidence,
        "duty-evidence",
        PLANS,
        listing=ListOptions(
            columns=["duty", "partnership", "year", "evidence", "reason", "done_on"],
            search=["duty__title", "evidence"],
            filters=["year", "partnership", "duty"],
            bulk=["year", "done_on"],
        ),
        fieldsets=[
            Fieldset("About", ["duty", "partnership", "year"]),
            Fieldset("Evidence", ["evidence", "reason", "done_on", "url"]),
        ],
        naming=Naming(select_related=["duty"]),
        description="Evidence for each duty by year.",
        empty_text="Add the evidence for one duty and year.",
    ),
    RecordType(
        LocalTerm,
        "local-terms",
        PARTNERS,
        listing=ListOptions(
            columns=["key", "name", "partnership", "from_on", "to_on"],
            search=["name", "short_name", "plural"],
            filters=["key", "partnership"],
        ),
        fieldsets=[
            Fieldset("What it names", ["key", "partnership"]),
            Fieldset("Name", ["name", "plural", "short_name", SPAN]),
        ],
        naming=Naming(select_related=["partnership"]),
        description=local(
            "Your own names for the {assessment.short}, the {commissioner.short}, "
            "{priority.plural} and so on. Documents use the names for their year."
        ),
        empty_text="Add a name if yours differs from the usual one.",
    ),
    RecordType(
        Alias,
        "aliases",
        PARTNERS,
        listing=ListOptions(
            columns=["name", "kind", "record_code", "from_on", "to_on"],
            search=["name", "record_code"],
            filters=["kind"],
            bulk=["from_on", "to_on"],
        ),
        fieldsets=[
            Fieldset("Record", ["kind", "record_code"]),
            Fieldset("Other name", ["name", SPAN, "is_printed"]),
        ],
        fields=FieldOptions(
            labels={"record_code": "Record"},
            hints={"record_code": "The area, partner, measure or other record."},
            choices={"record_code": records_with_codes},
        ),
        description="Former names, short names and names that sources use.",
        empty_text="Add a name that spreadsheets or older documents use.",
    ),
    RecordType(
        Term,
        "terms",
        PLANS,
        listing=ListOptions(
            columns=["term", "full_version", "instead_of", "meaning"],
            search=["term", "full_version", "meaning", "instead_of"],
            filters=["is_form"],
        ),
        fieldsets=[
            Fieldset(
                "Term", ["term", "full_version", "meaning", "instead_of", "is_form"]
            )
        ],
        description="The glossary and house style: one spelling for each term and "
        "name, and one form for years and dates.",
        empty_text="Add the first abbreviation that documents use.",
    ),
)
