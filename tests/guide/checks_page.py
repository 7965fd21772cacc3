"""The guide's page on checks: its list is made from the checks themselves.

`make guide` writes it; a test fails when the page says something else than the checks.
"""

from tests.guide.site import ROOT

PAGE = ROOT / "docs" / "guide" / "checks.md"
BEGIN, END = "<!-- The list is made by “make guide”. -->", "<!-- The list ends. -->"

# Title, what to do about such findings, and the modules of reports.checks that look.
GROUPS = [
    (
        "Whole document",
        "Select **Open to edit**. Mostly the name of a figure is wrong, or what it "
        "told was "
        "deleted. Choose the figure again, or take it out.",
        ["whole", "sections", "placeholders", "structure"],
    ),
    (
        "Money",
        "Open the settlement and correct a line or the total. If it is right as it is, "
        "write why at “Difference explained”.",
        ["money", "money_carried", "sums", "averages"],
    ),
    (
        "Priorities, leads and results",
        "Open the priority. Name who leads, write outcome and progress, or say why "
        "there is none yet.",
        ["priorities", "measures", "results", "deeds", "duties", "plans"],
    ),
    (
        "Partners, people and districts",
        "Correct the name, or enter the body, the post or the day that is missing.",
        ["people", "bodies", "offices", "districts", "contributions", "initiatives"],
    ),
    (
        "Figures and periods",
        "Enter the figure that is missing, with its period and what it is a part of. "
        "If nobody knows it, keep the reason.",
        ["figures_known", "periods", "small_numbers", "consistency"],
    ),
    (
        "Figures typed by hand",
        "Select **Link to data**, or take the typed figure out and choose “Insert a "
        "figure”.",
        ["typed", "arithmetic", "changes", "trends"],
    ),
    (
        "Claims",
        "Give the number, the time and the source, or say less.",
        ["claims", "comparisons", "sources"],
    ),
    (
        "Times and events",
        "Write the day or the year in full, and the tense that fits the document's "
        "own date.",
        ["times", "events", "written_years"],
    ),
    (
        "Names, terms and spelling",
        "Use the spelling that is offered. If the glossary is wrong, correct it under "
        "Terms.",
        ["spelling", "abbreviations", "expansions", "agreed_wording", "punctuation"],
    ),
    (
        "Words told twice",
        "Keep the words in one place and refer to it from the other.",
        ["repeated", "themes", "papers"],
    ),
    (
        "References and links",
        "Take the typed number out and choose “Refer to…”. Give each link words that "
        "say where it leads.",
        ["references", "links"],
    ),
    (
        "The front of a paper",
        "Open the document under Documents and fill in its front.",
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
    """All groups with their checks, as Markdown."""
    by_module, parts = checks_by_module(), []
    for title, what_to_do, modules in GROUPS:
        rows = [
            f"| {check.title} | {check.why} |"
            for module in modules
            for check in by_module[module]
        ]
        head = ["| what is found | why it matters |", "| --- | --- |"]
        parts.append("\n".join([f"## {title}\n\n{what_to_do}\n", *head, *rows]))
    return "\n\n".join(parts)


def with_list(page: str) -> str:
    """The page with its list made anew."""
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
