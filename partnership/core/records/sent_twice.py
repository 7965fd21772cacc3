"""A form to add a record that is sent twice, for example by a double click."""

from django.contrib.auth import get_user_model
from django.core.cache import cache

from partnership.core.values.fingerprints import fingerprint

DAY_SECONDS = 24 * 60 * 60


class SentForm:
    """What one opened form sent. Sent again without a change, it adds nothing.

    `form_id` is another one each time the page is opened, so that two equal records
    can be added on purpose.
    """

    def __init__(self, request):
        sent = {name: values for name, values in request.POST.lists()}
        sent.pop("csrfmiddlewaretoken", None)
        files = [(name, one.name, one.size) for name, one in request.FILES.items()]
        self.user_id = request.user.pk
        self.is_known = bool(sent.get("form_id"))
        parts = [self.user_id, request.path, sorted(sent.items()), sorted(files)]
        self.key = f"added:{fingerprint(parts)}"

    def added_row(self, rows):
        """The record it has added, or None. Must be called in a transaction.

        A second request waits for the first, because both lock the user.
        """
        if not self.is_known:
            return None
        users = get_user_model()._default_manager.select_for_update(of=("self",))
        users.filter(pk=self.user_id).first()
        pk = cache.get(self.key)
        return None if pk is None else rows.filter(pk=pk).first()

    def remember(self, row) -> None:
        if self.is_known:
            cache.set(self.key, row.pk, DAY_SECONDS)
