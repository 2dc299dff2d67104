"""A request with the frame around it."""

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from zazemi.kernel.actor import Actor


@pytest.fixture(autouse=True)
def _czech():
    with translation.override("cs"):
        yield


@pytest.fixture
def request_of():
    def make(path="/", *, actor=None, cookies=None, **data: object):
        request = RequestFactory().get(path, data)
        request.COOKIES.update(cookies or {})
        request.actor = actor or Actor.anonymous()
        request.LANGUAGE_CODE = "cs"
        return request

    return make


@pytest.fixture
def drawn(request_of):
    """Render a piece of a template with our tags."""

    def draw(source, **context: object):
        template = engines["django"].from_string("{% load zazemi %}" + source)
        return template.render(context, request_of())

    return draw
