"""Who looks after the post."""

from zazemi.kernel.actor import Role
from zazemi.kernel.permissions import allow, holds

allow("post.look_after", holds(Role.ADMINISTRATOR))
