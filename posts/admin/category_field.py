"""Categories in a form: the tree as check boxes in lists inside lists; a script puts a filter above a long one."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from posts.trees import tree


class CategoryTree(forms.CheckboxSelectMultiple):
    template_name = "admin/posts/fields/category_tree.html"

    def __init__(self) -> None:
        attrs = {
            "class": "category-tree",
            "data-filter": gettext_lazy("Filter the categories"),
            "data-found": gettext_lazy("Shown: {n}"),
        }
        super().__init__(attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        categories: list[Any] = []
        for _group, options, _index in context["widget"]["optgroups"]:
            categories.append(options[0]["value"].instance)
            categories[-1].box = options[0]
        return context | {"tree": tree(categories)}

    def _render(self, template_name: str, context: Any, renderer: Any = None) -> SafeString:
        """By the site's templates: those of forms are looked for in apps alone."""
        return render_to_string(template_name, context)


class CategoryField(forms.ModelMultipleChoiceField):
    widget = CategoryTree
