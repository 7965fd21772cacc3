"""The forms of one page: a record and its linked records, at every level."""

from partnership.core.records.forms import (
    Choices,
    form_class,
)
from partnership.core.records.formsets import (
    kins,
    noticed,
)


class Sheet:
    """The forms of one page: a record and its linked records.

    `data` is the posted data. A formset that was not posted is not changed. `only`
    says which linked records the user may edit here.
    """

    def __init__(self, record, row, data=None, only=None):
        self.record, self.row, self.data = record, row, data
        self.only = only or (lambda children: True)
        self.choices = Choices()
        self.form = form_class(record)(data, instance=row)
        self.choices.fill(self.form)
        own = noticed(record, [row] if row.pk else [])
        self.form.notices = own.get(row.pk, {})
        below = kins(record.model, record.children, [row])
        self.formsets = self._formsets(below, row)

    def _formsets(self, below, row, prefix=""):
        return [
            (kin.children, self._formset(kin, row, f"{prefix}{kin.prefix}"))
            for kin in below
            if self.only(kin.children)
        ]

    def _formset(self, kin, row, prefix):
        data = self.data
        if data is not None and f"{prefix}-TOTAL_FORMS" not in data:
            data = None
        return kin.kind(
            data, instance=row, prefix=prefix, sheet=self, kin=kin, rows=kin.of(row)
        )

    def completed(self, form, formset):
        """Fill in the options of a row's form and add its nested formsets."""
        self.choices.fill(form)
        form.children = formset.children
        form.notices = formset.kin.notices.get(form.instance.pk, {})
        form.nested = self._formsets(
            formset.kin.below, form.instance, f"{form.prefix}-"
        )
        return form

    def every_set(self, formsets=None, removed=False):
        """Yield all formsets, parents first; those of removed rows only if asked."""
        for _, formset in self.formsets if formsets is None else formsets:
            yield formset
            for form in formset.forms:
                if removed or not form.is_removed:
                    yield from self.every_set(form.nested, removed)

    @property
    def bound_sets(self):
        return [formset for formset in self.every_set() if formset.is_bound]

    @property
    def bound_forms(self):
        return [self.form, *(form for one in self.bound_sets for form in one.forms)]

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), *(one.is_valid() for one in self.bound_sets)])

    def has_changed(self) -> bool:
        return any(form.has_changed() for form in self.bound_forms)

    def quiet(self) -> None:
        """Show what was entered again without validating it yet."""
        self.form._errors = {}
        for formset in self.every_set(removed=True):
            if formset.is_bound:
                formset._errors, formset._non_form_errors = [], formset.error_class()
                for form in formset.forms:
                    form._errors = {}

    def save(self, reason: str = ""):
        """Save the record and its linked records, with the reason in their history."""
        for form in self.bound_forms:
            form.instance._change_reason = reason or None
        row = self.form.save() if self._must_save() else self.row
        for formset in self.bound_sets:
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
        return [*_form_problems(self.form), *_set_problems(self.formsets)]

    @property
    def notices(self) -> list[str]:
        """Notices to show after saving; each is shown beside its field as well."""
        forms = [form for one in self.every_set() for form in one.forms]
        return [words for f in [self.form, *forms] for words in f.notices.values()]

    @property
    def left_out(self) -> list[str]:
        found = [words for form in self.bound_forms for words in form.left_out]
        return list(dict.fromkeys(found))


def _set_problems(formsets, before=""):
    for children, formset in formsets:
        if not formset.is_bound:
            continue
        yield from ((f"{before}{e}", formset.prefix) for e in formset.non_form_errors())
        for number, form in enumerate(formset.in_order, 1):
            where = f"{before}{children.title}, row {number}"
            for words, anchor in _form_problems(form):
                yield f"{where}: {words}", anchor or formset.prefix
            if not form.is_removed:
                yield from _set_problems(form.nested, f"{where}: ")


def _form_problems(form):
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
