"""What an import linter cannot see: foreign keys point down, and actions and queries have their shape."""

import inspect
from types import FunctionType, ModuleType

import pytest
from django.apps import apps

from hundred.accounts import actions as account_actions
from hundred.accounts import queries as account_queries
from hundred.catalogue import actions as catalogue_actions
from hundred.catalogue import queries as catalogue_queries
from hundred.community import actions as community_actions
from hundred.community import queries as community_queries
from hundred.stewardship import actions as stewardship_actions
from hundred.stewardship import queries as stewardship_queries

ROOMS = ("accounts", "catalogue", "stewardship", "community")  # from the ground up

ACTIONS = (account_actions, catalogue_actions, community_actions, stewardship_actions)
_BY_NAME = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD)
QUERIES = (account_queries, catalogue_queries, community_queries, stewardship_queries)


def own_models() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("hundred.")]


def public_functions(module: ModuleType) -> list[FunctionType]:
    names = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
    found = [getattr(module, name) for name in names]
    return [f for f in found if inspect.isfunction(f) and f.__module__.startswith(module.__name__)]


def test_there_are_models_to_check() -> None:
    assert len(own_models()) > 5


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_foreign_keys_point_down(model: type) -> None:
    own = ROOMS.index(model._meta.app_label)
    for field in model._meta.get_fields():
        if field.is_relation and not field.auto_created:
            target = field.related_model._meta.app_label
            assert ROOMS.index(target) <= own, f"{model.__name__}.{field.name} points up to {target}"


@pytest.mark.parametrize("module", ACTIONS, ids=lambda module: module.__name__)
def test_an_action_says_first_by_whom(module: ModuleType) -> None:
    functions = public_functions(module)
    assert functions
    for action in functions:
        parameters = list(inspect.signature(action).parameters.values())
        assert all(p.kind in _BY_NAME for p in parameters), f"{action.__name__} takes positional arguments"
        assert parameters[0].name == "by", f"{action.__name__} does not say by whom"


# makes a record of a model for the room's own use; it reads nothing
NOT_QUERIES = {"as_person", "as_finding"}


@pytest.mark.parametrize("module", QUERIES, ids=lambda module: module.__name__)
def test_a_query_says_first_who_asks(module: ModuleType) -> None:
    functions = [f for f in public_functions(module) if f.__name__ not in NOT_QUERIES]
    assert functions
    for query in functions:
        parameters = list(inspect.signature(query).parameters.values())
        assert all(p.kind is p.KEYWORD_ONLY for p in parameters), (
            f"{query.__name__} takes positional arguments"
        )
        assert parameters[0].name == "asker", f"{query.__name__} does not say who asks"
