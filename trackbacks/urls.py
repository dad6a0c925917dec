"""The addresses that other blogs' software calls."""

from django.urls import path

from posts import converters  # noqa: F401 - registers the converters used below
from trackbacks import status, views
from trackbacks.pasting import answered_by_page
from trackbacks.protocols import webmention

urlpatterns = [
    path("<yyyy:year>/<mm:month>/<uslug:slug>/trackback/", views.trackback_view, name="trackback"),
    path("<yyyy:year>/<mm:month>/<uslug:slug>/trackback", views.trackback_view),
    path("wp-trackback.php", views.trackback_view, name="trackback_query"),
    path("wp-trackback.php/<number:number>", views.trackback_view),
    path("wp-trackback.php/<number:number>/", views.trackback_view),
    path("webmention/", answered_by_page(views.taking(webmention)), name="webmention"),
    path("webmention", views.taking(webmention)),
    path("xmlrpc.php", views.xmlrpc_view, name="pingback"),
    path("xmlrpc/", views.xmlrpc_view),
    path("pings/<uuid:uuid>/", status.ping_status, name="ping_status"),
]
