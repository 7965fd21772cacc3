"""The forms of one page: a record and its linked records, at every level."""

from collections import defaultdict

from partnership.core.models import registry
from partnership.core.models.natural_keys import one_version
from partnership.core.records.forms.formsets import (
    fk_name,
    inlines_on_page,
    load_inlines,
    notices_for,
)
from partnership.core.records.forms.row_form import OptionCache, form_class


class RecordForm:
    """The forms of one page: a record and its linked records.

    `data` is the posted data. A formset that was not posted is not changed. `only`
    says which linked records the user may edit here.
    """

    def __init__(self, record, row, data=None, only=None):
        self.record, self.row, self.data = record, row, data
        self.only = only or (lambda inline: True)
        self.options = OptionCache()
        self.codes_given = defaultdict(set)
        self.form = form_class(record)(data, instance=row)
        self.options.fill(self.form)
        notices = notices_for(record, [row] if row.pk else [])
        self.form.notices = notices.get(row.pk, {})
        shown = inlines_on_page(record, row, data or ())
        self.formsets = self._formsets(load_inlines(record.model, shown, [row]), row)
        self.long_lists = [
            (inline, _list_of(record, inline, row))
            for inline in record.inlines
            if inline not in shown
        ]

    def _formsets(self, inlines, row, prefix=""):
        return [
            (rows.inline, self._formset(rows, row, f"{prefix}{rows.prefix}"))
            for rows in inlines
            if self.only(rows.inline)
        ]

    def _formset(self, inline_rows, row, prefix):
        data = self.data
        if data is not None and f"{prefix}-TOTAL_FORMS" not in data:
            data = None
        return inline_rows.formset_class(
            data,
            instance=row,
            prefix=prefix,
            record_form=self,
            inline_rows=inline_rows,
            rows=inline_rows.of(row),
        )

    def prepare(self, form, formset):
        """Fill in the options of a row's form and add its nested formsets."""
        self.options.fill(form)
        form.inline = formset.inline
        form.codes_given = self.codes_given[formset.model]
        form.notices = formset.inline_rows.notices.get(form.instance.pk, {})
        form.nested = self._formsets(
            formset.inline_rows.nested, form.instance, f"{form.prefix}-"
        )
        return form

    def all_formsets(self, formsets=None, removed=False):
        """Yield all formsets, parents first; optionally also those of removed rows."""
        for _, formset in self.formsets if formsets is None else formsets:
            yield formset
            for form in formset.forms:
                if removed or not form.is_removed:
                    yield from self.all_formsets(form.nested, removed)

    @property
    def bound_formsets(self):
        return [formset for formset in self.all_formsets() if formset.is_bound]

    @property
    def bound_forms(self):
        forms = (form for formset in self.bound_formsets for form in formset.forms)
        return [self.form, *forms]

    def is_valid(self) -> bool:
        # Validate the record first: linked records are checked against its new values.
        form_valid = self.form.is_valid()
        formsets_valid = [formset.is_valid() for formset in self.bound_formsets]
        return all([form_valid, *formsets_valid])

    def has_changed(self) -> bool:
        return any(form.has_changed() for form in self.bound_forms)

    def clear_errors(self) -> None:
        """Show what was entered again without validating it yet."""
        self.form._errors = {}
        for formset in self.all_formsets(removed=True):
            if formset.is_bound:
                formset._errors, formset._non_form_errors = [], formset.error_class()
                for form in formset.forms:
                    form._errors = {}

    @one_version()
    def save(self, reason: str = ""):
        """Save the record and its linked records, with the reason in their history."""
        for form in self.bound_forms:
            form.instance._change_reason = reason or None
        row = self.form.save() if self._must_save() else self.row
        for formset in self.bound_formsets:
            parent = row if formset.instance is self.row else formset.instance
            if parent.pk is not None:
                formset.instance = parent
                formset.save()
        return row

    def _must_save(self):
        """Whether to save the row: an unchanged row gets no new version."""
        return self.row._state.adding or self.form.has_changed()

    @property
    def problems(self):
        """The errors in page order, each with its text and the id of its field."""
        return [*_form_errors(self.form), *_formset_errors(self.formsets)]

    @property
    def notices(self) -> list[str]:
        """Notices to show after saving; each is also shown next to its field."""
        forms = [form for formset in self.all_formsets() for form in formset.forms]
        return [text for f in [self.form, *forms] for text in f.notices.values()]

    @property
    def removed_markup(self) -> list[str]:
        """Descriptions of what cleaning removed from the rich text on this page."""
        found = [text for form in self.bound_forms for text in form.removed_markup]
        return list(dict.fromkeys(found))


def _list_of(record, inline, row) -> str:
    """Return the URL of the list of a row's linked records."""
    address = registry.record_type_of(inline.model).list_url
    return f"{address}?{fk_name(record, inline)}={row.pk}"


def _formset_errors(formsets, before=""):
    for inline, formset in formsets:
        if not formset.is_bound:
            continue
        yield from ((f"{before}{e}", formset.prefix) for e in formset.non_form_errors())
        for number, form in enumerate(formset.in_order, 1):
            where = f"{before}{inline.title}, row {number}"
            for message, anchor in _form_errors(form):
                yield f"{where}: {message}", anchor or formset.prefix
            if not form.is_removed:
                yield from _formset_errors(form.nested, f"{where}: ")


def _form_errors(form):
    for name, errors in form.errors.items():
        for sentence in errors:
            if name not in form.fields:
                yield str(sentence), ""
                continue
            bound = form[name]
            yield f"{bound.label}: {_lower(str(sentence))}", bound.id_for_label


def _lower(sentence):
    """Lower-case the first letter for use after a colon, unless it is an acronym."""
    begins = sentence[:2]
    return (
        sentence
        if begins[1:].isupper() or begins[:1] == "“"
        else (sentence[:1].lower() + sentence[1:])
    )
