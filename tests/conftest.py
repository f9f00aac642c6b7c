"""The minute book of a test: on SQLite and on PostgreSQL, one after the other.

A test that asks for `home`, or for anything made from it, runs on both. `only("sqlite")` is for
what there is on one of them alone. MINUTEBOOK_TEST_DATABASES names one, to save time;
MINUTEBOOK_TEST_POSTGRES_URL (of a superuser) names a server to use instead of one of our own.
"""

import os
from contextlib import ExitStack, contextmanager
from functools import cache

import pytest
from hypothesis import HealthCheck, settings

from tests.homes import KINDS, makers

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
"""How fast a machine is decides over no test: speed is measured by `make bench`."""

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""Tests start our program often, and it would be compiled anew each time."""

CHOSEN = os.environ.get("MINUTEBOOK_TEST_DATABASES", " ".join(KINDS)).split()


def pytest_configure(config):
    config.addinivalue_line("markers", "only(kind): of this kind of database alone")
    config.addinivalue_line("markers", "long: it takes minutes, so it is begun before all others")
    config.addinivalue_line("markers", "appends: the log is longer afterwards")


def pytest_generate_tests(metafunc):
    if "kind" in metafunc.fixturenames:
        marked = metafunc.definition.get_closest_marker("only")
        kinds = marked.args if marked else KINDS
        chosen = [each for each in kinds if each in CHOSEN]
        metafunc.parametrize("kind", chosen, scope="session")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leave out, and do not skip, what is not of the databases that were named.

    What takes minutes comes first: begun last, it would keep one core busy and the others idle.
    """
    left_out = [item for item in items if _is_left_out(item)]
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def _is_left_out(item):
    marked = item.get_closest_marker("only")
    return marked is not None and not set(marked.args) & set(CHOSEN)


@pytest.fixture(scope="session")
def makers_of():
    """Return what makes minute books of a kind; each kind is set up when it is first needed."""
    with ExitStack() as ending:
        yield cache(lambda kind: makers(kind, ending))


@pytest.fixture(scope="session")
def new_home(makers_of, tmp_path_factory):
    """Make minute books of a kind: a context over one in which nothing is recorded."""

    @contextmanager
    def made(kind, like=None):
        folder = tmp_path_factory.mktemp("home")
        home = like.copy(folder) if like else makers_of(kind).new(folder)
        try:
            yield home
        finally:
            home.remove()

    return made


@pytest.fixture
def home(kind, new_home):
    with new_home(kind) as made:
        yield made
