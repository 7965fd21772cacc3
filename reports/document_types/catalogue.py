"""Blocks and repetitions by name, as outlines of document templates store them."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from reports import blocks
from reports.document_types.section_loops import (
    contributions,
    funded_lines,
    led_grants,
    other_funds,
    reported_lines,
    topics,
    without_report,
    year_priorities,
)

# Parameters of blocks that outlines set, not officers.
NOT_ENTERED = {"context", "key", "over", "of", "row", "is_numbered"}
REQUIRED = inspect.Parameter.empty
_TEXTS = {"key": REQUIRED, "caption": REQUIRED, "detail": "", "source": ""}

# What a section can be repeated for.
LOOPS: dict[str, Callable] = {
    loop.__name__: loop
    for loop in (
        year_priorities,
        led_grants,
        funded_lines,
        reported_lines,
        without_report,
        other_funds,
        topics,
        contributions,
    )
}
# Loops offered for sections that officers add.
OFFERED_LOOPS = {
    "year_priorities": "Each {priority} of the year",
    "led_grants": "Each grant with a lead",
    "other_funds": "Each fund except the main one",
    "contributions": "Each contribution from a partnership",
}
# Blocks offered to officers, by group, with their labels.
OFFERED: dict[str, dict[str, str]] = {
    "Text": {
        "prose": "Text",
        "statement": "Vision of the partnership",
        "summary_list": "Front sheet lines",
        "recommendations": "Recommendations",
        "contact": "Websites and contact",
    },
    "Priorities": {
        "priorities_table": "Table of {priority.plural}",
        "priority_list": "List of {priority.plural}",
        "delivery_table": "Table of how {priority.plural} are delivered",
        "objectives_table": "Table of {objective.plural}",
        "priority_changes_table": "Table of changes to {priority.plural} next year",
        "priority_results": "Results reported for {priority.plural}",
        "participation_table": "{csp.short_plural_start} involved in each {priority}",
    },
    "Figures": {
        "headline_figures": "Headline figures",
        "measure_table": "Table of the main measures",
        "priority_figures": "Figures by {priority}",
        "district_crime": "Crime in each {district}",
        "increases_chart": "Chart of increases",
        "rates_chart": "Chart of rates compared with other areas",
    },
    "Achievements": {
        "achievements": "Achievements in the year before",
        "district_achievements": "Achievements of the {csp.short_plural}",
    },
    "Money": {
        "funding_table": "Table of funding",
        "funding_chart": "Chart of funding",
        "instalments_table": "Payments of the grant",
        "carried_forward": "Money carried forward",
        "returns_table": "Spending and returns of each grant",
    },
    "Partners and plans": {
        "members": "Members",
        "partner_logos": "Logos of members",
        "governance": "Groups and reporting lines",
        "csp_table": "Table of the {csp.short_plural}",
        "plans_table": "Table of related plans",
        "versions_table": "Table of versions",
        "contributions_table": "Table of contributions",
    },
    "For repeated sections only": {
        "grant_heading": "Amount, lead and recipient of the grant",
        "target_table": "Results against targets",
        "year_comparison_table": "Results compared with the year before",
        "strand_list": "Strands of the {priority}",
        "area_heading": "Number of contributions from the area",
        "contribution": "Contribution",
    },
}
# The names of blocks that officers cannot add, but may have in a section.
OTHER_NAMES = {
    "evidence_links": "Links to other sections",
    "key_figures": "Key figures",
    "missing_information": "Missing information",
    "contributions_chart": "Chart of contributions",
    "success_measures_table": "Measures of success",
    "success_measures_chart": "Chart of measures of success",
    "grants_table": "Table of grants",
    "grants_chart": "Chart of grants",
    "priority_results_chart": "Chart of work for each {priority}",
    "recipient_account": "The recipient’s account",
    "results_table": "Results of the grant",
}
OF_GRANT = {"grant_heading", "recipient_account", "results_table"}
# The blocks that a repeated section can have, besides text.
IN_LOOP: dict[str, set[str]] = {
    "year_priorities": {"strand_list", "priority_results"},
    "led_grants": {"grant_heading", "target_table", "year_comparison_table"},
    "topics": {"grant_heading"},
    "funded_lines": OF_GRANT,
    "reported_lines": OF_GRANT,
    "without_report": {"grants_table"},
    "other_funds": {"funding_table", "funding_chart", "instalments_table"},
    "contributions": {"area_heading", "contribution"},
}
ALSO_ALONE = {"funding_table", "funding_chart", "instalments_table", "priority_results"}
ALONE_WITH_THEME = {"target_table", "year_comparison_table"}
ONLY_IN_LOOP = set().union(*IN_LOOP.values()) - ALSO_ALONE
NAMES = OTHER_NAMES | {k: v for group in OFFERED.values() for k, v in group.items()}


@dataclass(frozen=True)
class BlockType:
    """A block by name: its function and the options it takes, with their defaults.

    The default of an option that must be given is REQUIRED.
    """

    name: str
    collect: Callable
    options: dict[str, object]

    @property
    def entered(self) -> dict[str, object]:
        """The options that officers enter, without those that the outline sets."""
        return {k: v for k, v in self.options.items() if k not in NOT_ENTERED}

    @property
    def required(self) -> set[str]:
        return {k for k, v in self.options.items() if v is REQUIRED}

    def can_be_in(self, loop: str, options: dict) -> bool:
        """Whether it can be in a section repeated for this, or not repeated."""
        if loop:
            return self.name == "prose" or self.name in IN_LOOP[loop]
        has_theme = self.name in ALONE_WITH_THEME and bool(options.get("theme"))
        return has_theme or self.name not in ONLY_IN_LOOP


@cache
def block_types() -> dict[str, BlockType]:
    """Every block that an outline can have."""
    found = {}
    for module in iter_modules(blocks.__path__):
        collect = getattr(
            import_module(f"{blocks.__name__}.{module.name}"), "collect", None
        )
        if collect is not None and module.name in NAMES:
            found[module.name] = BlockType(module.name, collect, _options(collect))
    return found


def _options(collect) -> dict[str, object]:
    options: dict[str, object] = {}
    for name, parameter in inspect.signature(collect).parameters.items():
        if parameter.kind is parameter.VAR_KEYWORD:
            options |= _TEXTS if "of" not in options else {"theme": "", "over": ""}
        elif name != "context":
            options[name] = parameter.default
    return options


def name_of(collect: Callable) -> str:
    """The name of a block: that of its module."""
    return collect.__module__.rpartition(".")[2]
