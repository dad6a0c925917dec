"""The WSGI entry point that the web process serves."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blogsite.settings")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - after the settings are there

from blogsite.unread import reading_to_the_end  # noqa: E402
from comments import tokens  # noqa: E402
from posts.page_cache.serving import StoredPages  # noqa: E402
from trackbacks import charsets  # noqa: E402


def with_known_charset(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Django, which dies before any middleware of a request whose charset is none that text has.

    It takes the charset of the Content-Type for its own and decodes the query with it: by ``zlib_codec``, say.
    """
    kind, found, charset = environ.get("CONTENT_TYPE", "").partition("charset=")
    if found and not charsets.known(charset.partition(";")[0]):
        environ["CONTENT_TYPE"] = kind.rstrip("; ")
    return django_application(environ, start_response)


application = StoredPages(
    reading_to_the_end(with_known_charset), {settings.SESSION_COOKIE_NAME, tokens.COOKIE, tokens.OWN_COOKIE}
)
