"""A web request as our views see it: it knows who asks."""

from django.http import HttpRequest

from zazemi.kernel.actor import Actor


class ActorRequest(HttpRequest):
    """What ``accounts.middleware`` makes of every request; views and forms annotate with it."""

    actor: Actor
