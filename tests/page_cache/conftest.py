"""A store of each test's own, and a Django that says which pages it had to build."""

import pytest

from blogsite.wsgi import application
from posts.page_cache import in_redis, store


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path, monkeypatch):
    settings.VAR_DIR, settings.PAGE_CACHE = tmp_path, True
    monkeypatch.setattr(store, "_hot", {})
    monkeypatch.setattr(in_redis, "_silent_until", 0.0)


@pytest.fixture
def built(monkeypatch):
    """The paths that Django was asked for."""
    paths, django = [], application.application

    def asked(environ, start_response):
        paths.append(environ["PATH_INFO"])
        return django(environ, start_response)

    monkeypatch.setattr(application, "application", asked)
    return paths


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """`with committed():` what is done inside is committed, as far as `on_commit` is concerned."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
