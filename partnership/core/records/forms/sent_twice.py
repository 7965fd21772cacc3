"""Forms that are submitted twice: by a double click, or from two tabs."""

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.forms.models import model_to_dict

from partnership.core.values.fingerprints import fingerprint

DAY_SECONDS = 24 * 60 * 60


class SentForm:
    """A submitted form. If it is submitted again unchanged, nothing is added.

    `form_id` is different each time the page is opened. The same data from another page
    adds nothing either, as long as the record has not changed since.
    """

    def __init__(self, request):
        sent = {name: values for name, values in request.POST.lists()}
        sent.pop("csrfmiddlewaretoken", None)
        form_id = sent.pop("form_id", None)
        files = [(name, file.name, file.size) for name, file in request.FILES.items()]
        self.user_id = request.user.pk
        self.is_known = bool(form_id)
        parts = [self.user_id, request.path, sorted(sent.items()), sorted(files)]
        self.key = f"added:{fingerprint(parts)}"
        self.own_key = f"{self.key}:{form_id}"

    def added_row(self, rows):
        """The record it has added, or None. Must be called in a transaction.

        A second request waits for the first, because both lock the user.
        """
        if not self.is_known:
            return None
        users = get_user_model()._default_manager.select_for_update(of=("self",))
        users.filter(pk=self.user_id).first()
        if own := rows.filter(pk=cache.get(self.own_key)).first():
            return own
        pk, content = cache.get(self.key, (None, ""))
        row = rows.filter(pk=pk).first()
        return row if row and _content(row) == content else None

    def remember(self, rows, row) -> None:
        if self.is_known:
            stored = rows.get(pk=row.pk)
            cache.set(self.own_key, row.pk, DAY_SECONDS)
            cache.set(self.key, (row.pk, _content(stored)), DAY_SECONDS)


def _content(row) -> str:
    return fingerprint({name: str(value) for name, value in model_to_dict(row).items()})
