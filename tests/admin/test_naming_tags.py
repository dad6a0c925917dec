"""Tags are named in one line with commas; a name that no tag has makes one, where its author may."""

import pytest
from django.contrib.auth.models import Permission

from posts.merging import merge
from posts.models import Autosave, Category, Post, Tag
from tests.admin.test_posts import ADD, change, errors, fields, own_post
from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db
SUGGEST = "/admin/posts/tag/suggest/"
KEY = "new-abcdefghijkl"


def names(post):
    return list(post.tags.values_list("name", flat=True))


def test_names_make_tags_and_are_found_again_in_any_case(client, alice):
    rose = Tag.objects.create(name="Rose")
    client.post(ADD, fields(tags="rose,  late  summer , Äpfel,rose, äpfel,"))
    post = Post.objects.get()
    assert names(post) == ["Rose", "late summer", "Äpfel"]
    client.post(change(post), fields(tags="ROSE, äpfel"))
    assert names(post) == ["Rose", "Äpfel"]
    assert (post.tags.first(), Tag.objects.count()) == (rose, 3)


def test_names_that_make_the_same_address_stay_two_tags(client, alice):
    client.post(ADD, fields(tags="C++, C#"))
    assert sorted(Tag.objects.values_list("name", "slug")) == [("C#", "c-2"), ("C++", "c")]


def test_the_form_shows_the_names_and_finds_them_unchanged(client, alice):
    post = own_post(alice, tags=[Tag.objects.create(name=name) for name in ("rose", "apple")])
    form = client.get(change(post)).context["adminform"].form
    assert 'value="apple, rose"' in str(form["tags"])
    client.post(f"{change(post)}", fields(tags="rose, apple", state="published", slug=post.slug))
    assert names(Post.objects.get()) == ["apple", "rose"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("x" * 200, "A tag has at most 120 characters"),
        (", ".join(f"t{n}" for n in range(1000)), "Name at most 50 tags at once."),
        ("ro\0se", "Null characters are not allowed."),
        (" , ,, ", "There is no name between the commas."),
        ("y" * 20_000, "at most 10000 characters"),
    ],
)
def test_a_line_that_cannot_be_is_refused_beside_the_field_and_stays_typed(client, alice, line, words):
    response = client.post(ADD, fields(tags=line))
    assert words in errors(response)["tags"][0]
    assert response.context["adminform"].form["tags"].value() == line
    assert not Tag.objects.exists()


def test_who_may_add_no_tags_is_told_which_there_is_not(client):
    user = make_user("charlie", role="author")
    user.groups.get().permissions.remove(Permission.objects.get(codename="add_tag"))
    client.force_login(user)
    Tag.objects.create(name="rose")
    assert errors(client.post(ADD, fields(tags="rose, tulip")))["tags"] == ["There is no tag “tulip”."]
    assert client.post(ADD, fields(tags="rose")).status_code == 302


def test_a_preview_shows_new_tags_and_makes_none(client, alice):
    client.post("/admin/posts/post/preview/", fields(tags="rose, tulip", key=KEY))
    page = client.get(f"/admin/posts/post/preview/{Autosave.objects.get().pk}/").content.decode()
    assert 'href="/tag/tulip/"' in page
    assert not Tag.objects.exists()


def test_a_copy_comes_back_as_it_was_typed(client, alice):
    client.post("/admin/posts/post/autosave/", fields(tags="rose, half a na", key=KEY, text="1"))
    form = client.get(f"{ADD}?restore={Autosave.objects.get().pk}").context["adminform"].form
    assert form["tags"].value() == "rose, half a na"


def test_fifty_names_cost_as_many_questions_as_one(django_assert_num_queries):
    with django_assert_num_queries(2):
        assert len(Tag.called([f"name {n}" for n in range(50)])) == 50


@pytest.fixture
def merged():
    """What stays of three: twice a name was merged away."""
    colour, color, hue = (Tag.objects.create(name=name) for name in ("Farbe & Größe", "Color", "hue"))
    merge(color, [colour])
    merge(hue, [color])
    return hue


@pytest.mark.parametrize("line", ["Color", "COLOR", "farbe & GRÖSSE", "hue, color", "Farbe & Größe, Color"])
def test_a_form_that_was_open_during_a_merge_does_not_bring_the_old_tag_back(client, alice, merged, line):
    post = own_post(alice)
    client.post(change(post), fields(tags=line, slug=post.slug))
    assert (list(post.tags.all()), list(Tag.objects.all())) == ([merged], [merged])


def test_a_post_names_what_was_merged_and_what_stayed_once(client, alice, merged):
    assert Tag.called(["hue", "color", "Farbe & Größe"]) == [merged]


def test_who_may_add_no_tags_may_still_name_what_was_merged(client, merged):
    user = make_user("charlie", role="author")
    user.groups.get().permissions.remove(Permission.objects.get(codename="add_tag"))
    client.force_login(user)
    assert client.post(ADD, fields(tags="color")).status_code == 302


def test_a_name_that_only_makes_the_address_of_what_was_merged_is_a_new_tag(client, alice):
    kept, plus = Tag.objects.create(name="cpp"), Tag.objects.create(name="C++")
    merge(kept, [plus])
    client.post(ADD, fields(tags="C, c++"))
    assert names(Post.objects.get()) == ["C", "cpp"]


def test_a_tag_made_anew_under_the_merged_name_has_it_again(client, alice, merged):
    again = Tag.objects.create(name="color")
    client.post(ADD, fields(tags="Color"))
    assert list(Post.objects.get().tags.all()) == [again]
    merge(again, [merged])
    client.post(ADD, fields(tags="hue, color"))
    assert list(Tag.objects.all()) == [again]


@pytest.mark.parametrize("typed", ["rose", " ROSE ", "ro,se"])
def test_a_second_tag_of_a_name_is_refused_beside_the_field(client, typed):
    client.force_login(make_user(role="editor"))
    for name in ("Rose", "ro se", "tulip"):
        Tag.objects.create(name=name)
    tulip = Tag.objects.get(name="tulip")
    for address in ("/admin/posts/tag/add/", f"/admin/posts/tag/{tulip.pk}/change/"):
        response = client.post(address, {"name": typed, "slug": "", "description": ""})
        assert "There is a tag of this name already" in errors(response)["name"][0]
    rose = Tag.objects.get(name="Rose")
    sent = {"name": "ROSE", "slug": "rose", "description": ""}
    assert client.post(f"/admin/posts/tag/{rose.pk}/change/", sent).status_code == 302


def test_suggestions_begin_like_what_is_typed(client, alice):
    for name in ("Rose", "rosemary", "prose", "Äpfel", *(f"rox{n}" for n in range(20))):
        Tag.objects.create(name=name)
    assert client.get(SUGGEST, {"q": "ros"}).json() == {"names": ["Rose", "rosemary"]}
    assert client.get(SUGGEST, {"q": "äp"}).json() == {"names": ["Äpfel"]}
    assert len(client.get(SUGGEST, {"q": "ro"}).json()["names"]) == 8


@pytest.mark.parametrize("asked", ["", "\0", " ", "%", "_", "x" * 5000])
def test_an_odd_question_suggests_nothing(client, alice, asked):
    Tag.objects.create(name="rose")
    assert client.get(SUGGEST, {"q": asked}).json() == {"names": []}


def test_a_moderator_is_suggested_nothing(client):
    client.force_login(make_user(role="moderator"))
    assert client.get(SUGGEST, {"q": "r"}).status_code == 403


def test_a_tags_name_holds_no_comma():
    assert Tag.objects.create(name="salt, pepper").name == "salt pepper"


def test_the_categories_stand_below_each_other_whatever_their_addresses(client, alice):
    garden = Category.objects.create(name="Garden")
    Category.objects.create(name="Garden tools")  # its address sorts before that of what stands below
    Category.objects.create(name="Beds", parent=garden)
    page = " ".join(client.get(ADD).content.decode().split())
    tree = page[page.index('class="category-tree"') :]
    assert tree.index("Garden<") < tree.index("Beds<") < tree.index("Garden tools<")
    assert tree[tree.index("Garden<") : tree.index("Beds<")].count("<ul") == 1


def test_what_a_post_is_in_is_ticked(client, alice):
    plants = Category.objects.create(name="Plants")
    post = own_post(alice, categories=[plants])
    make_post(categories=[Category.objects.create(name="Other")])
    form = client.get(change(post)).context["adminform"].form
    assert str(form["categories"]).count(" checked") == 1
