"""Categories as a tree, whatever the order that their list came in."""

from collections.abc import Iterable

from posts.models import Category


def tree(categories: Iterable[Category]) -> list[tuple[Category, list]]:
    """Each category with those below it, from a list in the order of their paths."""
    roots: list[tuple[Category, list]] = []
    inside: dict[int | None, list[tuple[Category, list]]] = {}
    for category in categories:
        node: tuple[Category, list] = (category, [])
        inside[category.pk] = node[1]
        inside.get(category.parent_id, roots).append(node)
    return roots
