"""Every address of the blog by every role and method; an address without a row in the table fails."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client

from tests.blogsite.every_url import TABLE, WITHOUT_CSRF, expected
from tests.blogsite.world import ROLES, World, routes

pytestmark = pytest.mark.django_db
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
SAFE = ("GET", "HEAD", "OPTIONS")


def test_every_route_has_a_row_and_every_row_a_route():
    assert set(routes()) == set(TABLE)


def client_of(world, role, **options):
    client = Client(**options)
    if world.users[role]:
        client.force_login(world.users[role])
    return client


def ask(client, method, address):
    """What comes of it is taken back, so that every request meets the same world."""
    cookies = client.cookies.output(header="")
    with transaction.atomic():
        response = client.post(address) if method == "POST" else client.generic(method, address)
        transaction.set_rollback(True)
    client.cookies.load(cookies)
    return response.status_code


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_the_answer_of_the_table(role, method):
    world = World()
    client = client_of(world, role)
    column = ROLES.index(role)
    answers = {route: ask(client, method, world.address(route)) for route in TABLE}
    assert answers == {route: int(expected(route, method).split()[column]) for route in TABLE}


@pytest.mark.parametrize(
    ("role", "method"),
    [
        ("administrator", "POST"),
        *(pytest.param("administrator", method, marks=pytest.mark.slow) for method in ("PUT", "DELETE")),
        *(pytest.param("anonymous", method, marks=pytest.mark.slow) for method in ("POST", "PUT", "DELETE")),
    ],
)
def test_without_a_token_nothing_is_taken_but_what_reads_no_cookie(role, method):
    world = World()
    client = client_of(world, role, enforce_csrf_checks=True)
    taken = {route for route in TABLE if ask(client, method, world.address(route)) != 403}
    assert taken == WITHOUT_CSRF


def everything():
    """All rows of all tables."""
    with connection.cursor() as cursor:
        dump = {}
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            dump[model._meta.db_table] = cursor.fetchall()
    return dump


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_reading_changes_no_row_of_any_table(role):
    world = World()
    client = client_of(world, role)
    before = everything()
    for route in TABLE:
        for method in SAFE if role == "administrator" else ("GET",):
            client.generic(method, world.address(route))
            assert everything() == before, (route, method)


@pytest.mark.parametrize(
    "query", ["?p=1", "?q=garden", "?tab=trackbacks", "?__mode=rss", "?action=approve&ids=1"]
)
def test_no_query_makes_a_reading_change_anything(query):
    world = World()
    client = client_of(world, "administrator")
    before = everything()
    for route in (
        "home",
        "search",
        "post",
        "trackback",
        "trackback_query",
        "admin:discussion",
        "admin:discussion_today",
        "admin:discussion_keys",
        "admin:discussion_reply",
        "admin:discussion_edit",
        "admin:ping_verb",
    ):
        client.get(world.address(route) + query)
    assert everything() == before
