"""The WSGI application that a web server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")
django_application = get_wsgi_application()

# Settings must be ready before this is imported.
from partnership.core.stored_pages.answer import StoredPages  # noqa: E402

application = StoredPages(django_application)
