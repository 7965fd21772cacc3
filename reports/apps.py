"""Configuration of the reports app."""

from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Reports"

    def ready(self):
        for name in [
            "publication.draft_pdf_job",
            "publication.publish_job",
            "publication.integrity",
            "publication.review_data",
            "publication.subscriptions",
            "public.search_index",
            "assembly.validate_tokens",
            "assembly.used_by",
            "figures.as_text",
            "document.filled",
            "staff.resources",
            "staff.records",
            "staff.next_documents",
        ]:
            import_module(f"reports.{name}")
