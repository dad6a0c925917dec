"""Every address of the blog; the static pages of posts.urls catch what is left and come last."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from blogsite import health
from blogsite.media import picture

urlpatterns = [
    path("admin/", admin.site.urls),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", picture, name="media"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("trackbacks.urls")),
    path("", include("comments.urls")),
    path("", include("posts.urls")),
]
