"""Write the list of checks in the guide.

`make guide` runs this; a test fails if the page does not match the checks.
"""

from tests.guide.site import ROOT

PAGE = ROOT / "docs" / "guide" / "checks.md"
BEGIN, END = "<!-- This list is created by “make guide”. -->", "<!-- The list ends. -->"

# Title, how to fix such issues, and the modules of reports.checks.
GROUPS = [
    (
        "The whole document",
        "Open the text. The most common reasons are a wrong figure code and a record "
        "that has been deleted. Insert the figure again, or delete the code.",
        ["whole", "sections", "placeholders", "structure"],
    ),
    (
        "Money",
        "Open the settlement and correct a line or the total. If the difference is "
        "correct, explain it under “Difference explained”.",
        ["money", "money_carried", "sums", "averages"],
    ),
    (
        "Priorities, leads and results",
        "Open the priority. Add a lead, and enter outcome and progress or a reason "
        "there is none.",
        ["priorities", "measures", "results", "deeds", "duties", "plans"],
    ),
    (
        "Partners, people and districts",
        "Correct the name, or add the missing partner, post or date.",
        ["people", "bodies", "offices", "districts", "contributions", "initiatives"],
    ),
    (
        "Figures and periods",
        "Enter the missing figure with its period and population. If it is not known, "
        "select a reason.",
        ["figures_known", "periods", "small_numbers", "consistency"],
    ),
    (
        "Typed figures",
        "Select “Link to data”, or delete the figure and select “Insert a figure”.",
        ["typed", "arithmetic", "changes", "trends"],
    ),
    (
        "Contradictions",
        "Correct the text. If the data is wrong, correct the record.",
        ["compared"],
    ),
    (
        "Claims and evidence",
        "Add the figure, the period and the source, or make a weaker claim.",
        ["claims", "comparisons", "sources"],
    ),
    (
        "Dates and events",
        "Write dates and years in full, and use the tense that fits the date of the "
        "document.",
        ["times", "events", "written_years"],
    ),
    (
        "Names, terms and spelling",
        "Use the suggested spelling. If the glossary is wrong, correct it under Terms.",
        ["spelling", "abbreviations", "expansions", "agreed_wording", "punctuation"],
    ),
    (
        "Repeated text",
        "Keep the text in one section and add a cross-reference to the other.",
        ["repeated", "themes", "papers"],
    ),
    (
        "Cross-references and links",
        "Delete the typed number and select “Insert a cross-reference”. Write link "
        "text that describes the page.",
        ["references", "links"],
    ),
    (
        "Front sheet",
        "Open the document under Documents and fill in its front sheet.",
        ["front", "fronts"],
    ),
]


def checks_by_module() -> dict[str, list]:
    from reports.checks import services
    from reports.checks.registry import CHECKS

    services.load()
    found: dict[str, list] = {}
    for check in CHECKS.values():
        found.setdefault(check.find.__module__.rpartition(".")[2], []).append(check)
    return found


def listed() -> str:
    """Return all groups with their checks, as Markdown."""
    by_module, parts = checks_by_module(), []
    for title, what_to_do, modules in GROUPS:
        rows = [
            f"| {check.title} | {check.why} |"
            for module in modules
            for check in by_module[module]
        ]
        head = ["| issue | why it matters |", "| --- | --- |"]
        parts.append("\n".join([f"## {title}\n\n{what_to_do}\n", *head, *rows]))
    return "\n\n".join(parts)


def with_list(page: str) -> str:
    """Return the page with an updated list."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{listed()}\n\n{END}{after}"


def main():
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")
    django.setup()
    PAGE.write_text(with_list(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
