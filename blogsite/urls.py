"""Every address of the blog; the static pages of posts.urls catch what is left and come last."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.static import serve

urlpatterns = [
    path("admin/", admin.site.urls),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}, name="media"),
    path("", include("trackbacks.urls")),
    path("", include("comments.urls")),
    path("", include("posts.urls")),
]
