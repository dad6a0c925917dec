"""What Django asks before it deletes: names that people know, and no rows that only join two others."""

import pytest
from bs4 import BeautifulSoup

from posts.models import Category
from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db


def test_it_lists_what_goes_by_name_and_not_the_posts_that_stay(client):
    flowers = Category.objects.create(name="Flowers")
    Category.objects.create(name="Tulips", parent=flowers)
    make_post(categories=[flowers])
    client.force_login(make_user(role="administrator"))
    page = BeautifulSoup(client.get(f"/admin/posts/category/{flowers.pk}/delete/").content, "lxml")
    listed = [" ".join(entry.get_text().split()) for entry in page.select("#content li")]
    assert listed == ["Categories: 2", "Category: Flowers Category: Tulips", "Category: Tulips"]
