"""Bodies in roles: a cue such as "in co-operation with" and the coordinated names it governs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from osce_extract.facts.names import Mention
from osce_extract.facts.passages import Passage
from osce_extract.pages import Page

__all__ = ["Role", "RoleKind", "read_roles"]

RoleKind = Literal["organizer", "co-operation", "host", "support", "implementer", "contributor", "donor"]


@dataclass(frozen=True, slots=True)
class Role:
    """A body in the role that a cue gives it.

    Attributes:
        kind: the role.
        mention: the body.
        rule: the name of the cue's rule.
    """

    kind: RoleKind
    mention: Mention
    rule: str


def read_roles(page: Page, passages: tuple[Passage, ...]) -> tuple[Role, ...]:
    """Find every body that a cue of an activity's sentence puts in a role."""
    del page, passages
    return ()
