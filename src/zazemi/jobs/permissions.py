"""Who may see and cancel a job."""

from zazemi.kernel.actor import Actor, Role


def sees_all_jobs(actor: Actor) -> bool:
    """Whether the actor looks after the work of everybody."""
    return actor.has_role(Role.ADMINISTRATOR)
