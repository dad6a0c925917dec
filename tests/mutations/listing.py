"""The admin's list of posts: a number from a tab is no number of a search, and the end is read from the end."""

from tests.mutations.row import row

LIST = "admin/test_post_list.py::TestPages"

ROWS = [
    row("a tab's number is of that tab alone", f"{LIST}::test_an_unknown_field_of_the_address_is_not_taken_for_a_tab",
        ("posts/admin/post_list.py", "return None if narrowed else tabs[0].n", "return tabs[0].n")),
    row("the second half is read from its end", f"{LIST}::test_each_post_stands_on_one_page_in_the_order_of_all",
        ("posts/admin/paging.py", "keys.reverse()[", "keys[")),
]  # fmt: skip
