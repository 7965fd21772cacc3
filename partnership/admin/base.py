"""Base classes of admin pages: forms, columns, import and export."""

from django.contrib import admin, messages
from django.contrib.admin.widgets import (
    AdminTextInputWidget,
    RelatedFieldWidgetWrapper,
)
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from import_export.admin import ImportExportModelAdmin
from import_export.forms import ExportForm

from partnership.admin.forms import ConfirmForm, UploadForm
from partnership.core.imports import uploads
from partnership.core.imports.formats import (
    EXPORT_FORMATS,
    IMPORT_FORMATS,
)
from partnership.core.records.model_form import RecordModelForm
from partnership.core.text.removed_markup import removed_markup_notice
from partnership.core.text.rich_text import RichTextField
from partnership.core.text.used_by import mentions_of
from partnership.core.values import financial_years, money
from partnership.core.values.financial_years import FinancialYearField
from partnership.core.values.money import PoundsField

RICH_TEXT_HELP = (
    "You can use headings, paragraphs, lists, links, quotations, bold, italics and "
    "simple tables. To show a figure that updates automatically, use its figure code, "
    "for example [=total community-safety-fund 2016-17]."
)
# How many errors are shown after a failed confirmation.
TOLD = 10


def year_column(name, heading=None):
    """Return a list column that shows 2016 as 2016-17."""

    @admin.display(description=heading or name.replace("_", " "), ordering=name)
    def column(row):
        year = getattr(row, name)
        return None if year is None else financial_years.label(year)

    return column


def pounds_column(name, heading="amount"):
    """Return a list column of an amount, or the reason there is none."""

    @admin.display(description=heading, ordering=name)
    def column(row):
        amount = getattr(row, name)
        return row.get_reason_display() if amount is None else money.pounds(amount)

    return column


@admin.display(description="period", ordering="ends_on")
def period_column(row):
    return row.period.label


class YearFilter(admin.AllValuesFieldListFilter):
    """A filter of financial years, shown as 2016-17."""

    def choices(self, changelist):
        for choice in super().choices(changelist):
            # “2016”, or “2016 (3)” if the list shows counts.
            year, blank, count = str(choice["display"]).partition(" ")
            if year.isdigit():
                choice["display"] = f"{financial_years.label(int(year))}{blank}{count}"
            yield choice


class RecordFieldsMixin:
    """Form fields for years, pounds and rich text, and autocomplete for relations."""

    form = RecordModelForm
    formfield_overrides = {
        FinancialYearField: {"widget": AdminTextInputWidget},
        PoundsField: {"widget": AdminTextInputWidget},
    }

    def get_autocomplete_fields(self, request):
        return [
            field.name
            for field in [*self.opts.fields, *self.opts.many_to_many]
            if field.is_relation and field.related_model in self.admin_site._registry
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        box = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, RichTextField):
            box.help_text = f"{box.help_text} {RICH_TEXT_HELP}".strip()
        return box


class InlineMixin(RecordFieldsMixin):
    extra = 0

    def get_queryset(self, request):
        related = [f.name for f in self.opts.fields if f.many_to_one]
        return super().get_queryset(request).select_related(*related)


class RecordInline(InlineMixin, admin.TabularInline):
    """Linked records, one per line.

    Without icons to add or change related records, which would need a column's width.
    """

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        box = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(box, "widget", None), RelatedFieldWidgetWrapper):
            for deed in ("add", "change", "delete", "view"):
                setattr(box.widget, f"can_{deed}_related", False)
        return box


class WordsInline(InlineMixin, admin.StackedInline):
    """Linked records with long texts, stacked."""


class RecordAdmin(RecordFieldsMixin, ImportExportModelAdmin):
    """Pages of one model, with import (add and change permission) and export (view)."""

    list_per_page = 50
    import_formats = IMPORT_FORMATS
    export_formats = EXPORT_FORMATS
    import_form_class = UploadForm
    confirm_form_class = ConfirmForm
    export_form_class = ExportForm
    import_template_name = "admin/spreadsheet_import.html"
    tmp_storage_class = uploads.UploadStorage

    class Media:
        css = {"all": ["partnership/admin.css"]}

    def get_deleted_objects(self, objs, request):
        """List the texts that mention the records, then what is also deleted."""
        rows, counts, lacking, protected = super().get_deleted_objects(objs, request)
        if told := mentions_of(*objs):
            rows = ["This text mentions it and will have errors:", told, *rows]
        return rows, counts, lacking, protected

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        saved = [form, *(one for formset in formsets for one in formset.forms)]
        found = [text for form in saved for text in getattr(form, "removed_markup", [])]
        if found:
            messages.warning(request, removed_markup_notice(list(dict.fromkeys(found))))

    def has_import_permission(self, request):
        label = self.opts.app_label
        return all(
            request.user.has_perm(f"{label}.{get_permission_codename(code, self.opts)}")
            for code in ["add", "change"]
        )

    def owner(self, request):
        return f"{request.user.pk} {self.opts.label_lower}"

    def get_confirm_form_kwargs(self, request, import_form=None):
        kwargs = super().get_confirm_form_kwargs(request, import_form)
        return {**kwargs, "owner": self.owner(request)}

    def get_confirm_form_initial(self, request, import_form):
        initial = super().get_confirm_form_initial(request, import_form)
        if initial:
            initial["import_file_name"] = uploads.ticket(
                initial["import_file_name"],
                owner=self.owner(request),
                file_format=initial["format"],
            )
        return initial

    def add_data_read_fail_error_to_form(self, form, e):
        """Show the message: `spreadsheets.read` only raises messages for users."""
        form.add_error("import_file", str(e))

    def import_action(self, request, **kwargs):
        response = super().import_action(request, **kwargs)
        context = response.context_data
        file = context["form"].files.get("import_file")
        if "confirm_form" not in context and hasattr(file, "tmp_storage_name"):
            uploads.UploadStorage(name=file.tmp_storage_name).remove()
        return response

    def process_import(self, request, **kwargs):
        if not self.has_import_permission(request):
            raise PermissionDenied
        if (
            request.method == "POST"
            and not self.create_confirm_form(request).is_valid()
        ):
            messages.error(request, uploads.EXPIRED)
            return redirect(self.import_address())
        return super().process_import(request, **kwargs)

    def process_result(self, result, request):
        """Import nothing if a row that was valid in the preview no longer is."""
        problems = result.problems
        if not problems:
            return super().process_result(result, request)
        messages.error(request, "Nothing has been imported.")
        for problem in problems[:TOLD]:
            messages.error(request, problem)
        return redirect(self.import_address())

    def import_address(self):
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_import"

    def add_success_message(self, result, request):
        messages.success(request, f"Imported: {result.summary}")
