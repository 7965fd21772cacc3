"""What the public sees of partners and partnerships, frozen when published."""

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.text import capfirst

from partnership.core.releases.kinds import ReleaseKind, by_code, register
from partnership.core.releases.parts import Parts
from partnership.core.values.names import sort_key
from partnership.models import Coverage, Partner, Partnership
from partnership.models.combined_areas import area_covered, covered_on
from partnership.partners.memberships import MEMBERSHIPS, group_memberships


def named(record) -> dict | None:
    """The code and name of a linked record; None without one."""
    return {"code": record.code, "name": record.name} if record else None


# Partners


def _partners():
    return Partner.objects.select_related("parent", "area").prefetch_related(
        "services", "plans", *MEMBERSHIPS
    )


def partner_content(partner, parts: Parts) -> dict:
    groups = [
        {
            "part": f"groups {membership.group.code}",
            "code": membership.group.code,
            "name": membership.group.name,
            "order": membership.group.order,
            "purpose": membership.group.purpose,
            "services": [service.name for service in membership.services],
            "represented_by": str(membership.represented_by or ""),
            "to_on": membership.to_on,
        }
        for membership in group_memberships(partner)
    ]
    return {
        "code": partner.code,
        "name": partner.name,
        "short_name": partner.short_name,
        "kind": capfirst(partner.get_kind_display()),
        "statutory_role": _statutory_role(partner),
        "parent": named(partner.parent),
        "area": named(partner.area),
        "website": partner.website,
        "services": parts.of("services", map(_service, partner.services.all())),
        "groups": parts.of("groups", groups),
        "plans": parts.of("plans", map(_plan, partner.plans.all())),
    }


def _service(service) -> dict:
    return {"part": f"services {service.code}", **(named(service) or {})}


def _plan(plan) -> dict:
    return {
        "part": f"plans {plan.code}",
        "name": plan.title,
        "url": plan.url,
        "years": plan.years_label,
    }


def _statutory_role(partner) -> str:
    if partner.statutory_role == Partner.StatutoryRole.NONE:
        return "None"
    return capfirst(partner.get_statutory_role_display())


def partner_row(content: dict) -> dict:
    today = timezone.localdate().isoformat()
    groups = sorted(
        (group["order"], group["name"])
        for group in content["groups"]
        if not group["to_on"] or str(group["to_on"]) >= today
    )
    return {
        name: content[name]
        for name in ["code", "name", "kind", "statutory_role", "parent"]
    } | {"groups": [name for _order, name in groups]}


# Partnerships


def partnership_content(partnership, parts: Parts) -> dict:
    row = _partnership_about(partnership)
    covered = sorted(partnership.coverage.all(), key=lambda r: sort_key(r.area.name))
    coverage = parts.of("coverage", map(_covered, covered))
    return {
        **row,
        "areas": [
            name for name in row["areas"] if name in {area["name"] for area in coverage}
        ],
        "websites": parts.of("websites", row["websites"]),
        "police_area": named(partnership.police_area),
        "secretariat": named(partnership.secretariat),
        "coverage": coverage,
        "note": partnership.note,
        "csps": parts.of("csps", map(_csp, partnership.csps.all())),
        "groups": parts.of("groups", map(_group, partnership.groups.all())),
    }


def _covered(row) -> dict:
    return {
        "part": f"coverage {row.area.code}",
        **(named(row.area) or {}),
        "ons_code": row.area.ons_code,
        "from_on": row.from_on,
        "to_on": row.to_on,
    }


def _csp(csp) -> dict:
    own = {"part": f"csps {csp.code}", "short_name": csp.short_name}
    return {**own, **(named(csp) or {}), "to_on": csp.to_on}


def _group(group) -> dict:
    return {
        "part": f"groups {group.code}",
        **(named(group) or {}),
        "purpose": group.purpose,
        "kind": capfirst(group.get_kind_display()),
    }


def _partnerships():
    return Partnership.objects.select_related(
        "county_partnership", "police_area", "secretariat"
    ).prefetch_related(
        Prefetch("coverage", Coverage.objects.with_larger_areas().order_by("pk")),
        *("websites", "csps", "groups"),
    )


ON_LISTS = [
    *("code", "name", "short_name", "kind", "kind_code", "is_home", "vision", "place"),
    *("brand_colour", "second_colour", "county_partnership", "areas", "websites"),
    *("from_on", "to_on"),
]


def partnership_row(content: dict) -> dict:
    return {name: content[name] for name in ON_LISTS}


def partnership_rows() -> list[dict]:
    """Every public page reads them, for the colours of the home partnership."""
    rows = Partnership.objects.select_related("county_partnership").prefetch_related(
        Prefetch("coverage", Coverage.objects.with_larger_areas().order_by("pk")),
        "websites",
    )
    return [_partnership_about(partnership) for partnership in rows]


def _partnership_about(partnership) -> dict:
    coverage = list(partnership.coverage.all())
    covered = covered_on(coverage, timezone.localdate())
    areas = covered or [row.area for row in coverage]
    return {
        "code": partnership.code,
        "name": partnership.name,
        "short_name": partnership.short_name,
        "kind": capfirst(partnership.get_kind_display()),
        "kind_code": partnership.kind,
        "is_home": partnership.is_home,
        "vision": partnership.vision,
        "place": named(area_covered(coverage)),
        "brand_colour": partnership.brand_colour,
        "second_colour": partnership.second_colour,
        "county_partnership": named(partnership.county_partnership),
        "areas": sorted((area.name for area in areas), key=sort_key),
        "from_on": partnership.from_on,
        "to_on": partnership.to_on,
        "websites": [
            {
                "part": f"websites {site.url}",
                "name": site.url,
                "url": site.url,
                "label": site.label,
            }
            for site in partnership.websites.all()
        ],
    }


def titles_of(model):
    return lambda: dict(model.objects.values_list("code", "name"))


PARTNER = register(
    ReleaseKind(
        name="partner",
        label="Partner",
        plural="Partners",
        url_name="partnership:partner_detail",
        titles=titles_of(Partner),
        records=by_code(_partners),
        content_of=partner_content,
        row=partner_row,
    )
)
PARTNERSHIP = register(
    ReleaseKind(
        name="partnership",
        label="Partnership",
        plural="Partnerships",
        url_name="partnership:partnership_detail",
        titles=titles_of(Partnership),
        records=by_code(_partnerships),
        content_of=partnership_content,
        row=partnership_row,
        quick_rows=partnership_rows,
    )
)
