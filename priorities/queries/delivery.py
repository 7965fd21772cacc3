"""A year's priorities with their objectives, strands and leads."""

from dataclasses import dataclass

from django.db.models import Prefetch

from partnership.models.wording import terms
from priorities.models import Lead, Objective, Priority, Strand


def priorities_of(partnership, year, plans=()) -> list[Priority]:
    """Fetch a year's priorities with objectives, strands and leads in 5 queries.

    The objectives are those of these plans, or all if there are none.
    """
    objectives = Objective.objects.select_related("plan")
    if plans:
        objectives = objectives.filter(plan__in=plans)
    in_order = objectives.order_by("plan__from_year", "number")
    leads = Lead.objects.select_related("partner", "partnership", "group__reports_to")
    strands = Strand.objects.prefetch_related(Prefetch("leads", leads))
    return list(
        Priority.objects.of(partnership, year).prefetch_related(
            Prefetch("objectives", in_order),
            Prefetch("strands", strands),
        )
    )


@dataclass
class LeadNames:
    """Formats leads for a document: CSPs together, spelled out the first time."""

    csps: set[int]
    spelled_out: bool = False

    def of(self, leads) -> str:
        """Return “CSPs / Safer Oxfordshire Partnership”, in the order of the leads."""
        leads = list(leads)
        leading = {lead.partnership_id for lead in leads}
        together = len(self.csps) > 1 and self.csps <= leading
        names = []
        for lead in leads:
            if together and lead.partnership_id in self.csps:
                if not any(
                    name.endswith(
                        (terms.csp.short_plural, f"({terms.csp.short_plural})")
                    )
                    for name in names
                ):
                    names.append(self._csps())
            else:
                names.append(lead_name(lead))
        return " / ".join(names)

    def _csps(self):
        if self.spelled_out:
            return terms.csp.short_plural
        self.spelled_out = True
        return f"{terms.csp.plural} ({terms.csp.short_plural})"


def lead_name(lead) -> str:
    """Return a lead's name; a sub-group's starts with its parent group's."""
    if lead.group_id and lead.group.kind == "sub-group" and lead.group.reports_to_id:
        return f"{lead.group.reports_to.name} – {lead.group.brief_name}"
    return lead.body.name


def lead_names(partnership, year) -> LeadNames:
    """A formatter for the leads in one document about a partnership and year."""
    return LeadNames({csp.pk for csp in partnership.csps.active_in(year)})
