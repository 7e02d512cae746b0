"""The references as WSGI application, for the server that the portal has."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
