"""The sample agreement as a PDF, against WeasyPrint without anything of ours.

All of it runs in this process, so that CPU time can be compared; the product starts a
child process for each PDF, which costs the same for every document.
"""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from reports.assembly.build import build, find
from reports.management import load_sample_data
from reports.publication import rendering
from reports.publication.rendering import worker
from reports.publication.rendering.pdf import static_folders
from tests.bench.timing import Comparison

ADDRESS = "community-safety-agreement/2016-17"
VARIANT = {"pdf_variant": "pdf/ua-1"}
OWN_STYLES = re.compile(r"<link rel=\"stylesheet\"[^>]*>|<style>.*?</style>", re.DOTALL)


@dataclass(frozen=True)
class PerPage(Comparison):
    """The time of each page, where the two do not make as many."""

    pages: float = 1.0

    def ratio(self) -> float:
        return super().ratio() / self.pages


def comparisons():
    load_sample_data.load()
    report = find(ADDRESS)
    html = rendering.print_html(build(report))
    plain = OWN_STYLES.sub("", html)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.pdf"

        def from_database():
            make(rendering.print_html(build(find(ADDRESS))), made)

        for words, collects in (("", False), (", both collecting garbage", True)):
            yield Comparison(
                f"Agreement, database to PDF / bare WeasyPrint{words}",
                from_database,
                lambda: bare(html),
                1.05,
                collects=collects,
            )
        pages = make(html, made) / bare(plain)
        yield PerPage(
            "CPU a page of the agreement / without our styles",
            lambda: make(html, made),
            lambda: bare(plain),
            1.40,
            pages=pages,
        )


def make(html: str, target: Path) -> int:
    """Make a PDF as the product does; return the number of its pages."""
    job = {
        "html": html,
        "identifier": "bench",
        "target": str(target),
        "static": static_folders(),
    }
    pages: int = worker.lay_out(job)["pages"]
    return pages


def bare(html: str) -> int:
    """Make a PDF with WeasyPrint alone."""
    from weasyprint import HTML

    fetcher = worker.make_fetcher(static_folders())
    document = HTML(string=html, base_url="static:", url_fetcher=fetcher).render(
        **VARIANT
    )
    document.write_pdf(**VARIANT)
    return len(document.pages)
