"""Who may manage people."""

from zazemi.kernel.actor import Actor, Role


def may_manage_people(actor: Actor) -> bool:
    """Whether the actor may invite, grant, withdraw and close: administrators and named machines."""
    return actor.is_machine or actor.has_role(Role.ADMINISTRATOR)
