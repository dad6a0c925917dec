"""What a form holds, as rows keep it: the names and values that its fields would send, and the post that they make."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

Data = Mapping[str, list[str]]
NOT_KEPT = ("csrfmiddlewaretoken", "base", "key", "post", "at", "text")
MOST_NAMES, MOST_VALUES = 60, 500  # the form has 20 fields; categories and tags have many values


def sent(query: QueryDict) -> dict[str, list[str]]:
    """The fields that were sent, without what is about the sending; PostgreSQL's JSON holds no NUL."""
    names = [name for name in query if name not in NOT_KEPT and not name.startswith("_")]
    return {
        name: [value.replace("\0", "") for value in query.getlist(name)[:MOST_VALUES]]
        for name in names[:MOST_NAMES]
    }


def as_query(data: Data) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in data.items():
        query.setlist(name, values)
    return query


def as_initial(fields: Mapping[str, Any], data: Data) -> dict[str, Any]:
    """Initial values with which the form shows the copy."""
    query = as_query(data)
    return {name: field.widget.value_from_datadict(query, {}, name) for name, field in fields.items()}


def differs(form_class: Any, data: Data, post: Any) -> bool:
    """Whether the copy says anything else than what is stored."""
    return bool(form_class(as_query(data), instance=post).changed_data)


def written(form_class: Any, data: Data, post: Any) -> tuple[Any, dict[str, list[Any]]]:
    """The post as the form would make it, stored nowhere, and its categories and tags; a field in error is left out."""
    form = form_class(as_query(data), instance=post)
    form.is_valid()
    kept = {name: list(form.cleaned_data.get(name) or []) for name in ("categories", "tags")}
    for tag in kept["tags"]:
        tag.take_slug()  # of a new one, which is linked to where it will be
    return form.instance, kept
