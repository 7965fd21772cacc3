"""A test client's handler that answers as the application of a web server does."""

from django.core.handlers.wsgi import WSGIRequest
from django.test.client import ClientHandler

from partnership.core.stored_pages.answer import StoredPages
from partnership.core.stored_pages.middleware import response_of


class ServerHandler(ClientHandler):
    """Stored pages first, then Django's handler for tests."""

    def __call__(self, environ):
        begun = []
        application = StoredPages(lambda *request: None)
        body = application(environ, lambda *begins: begun.append(begins))
        if body is None:
            return super().__call__(environ)
        [(status, headers)] = begun
        response = response_of(status, headers, body)
        response.wsgi_request = WSGIRequest(environ)
        response.is_from_store = True
        return response
