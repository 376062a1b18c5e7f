"""How those whom a count counts stand to the activity."""

from __future__ import annotations

from typing import Literal

import msgspec

__all__ = ["EARLIER", "LEADERS", "UNSHOWN", "UNTIED", "Judgement"]

Stance = Literal["took part", "unclear", "others"]


class Judgement(msgspec.Struct, frozen=True):
    """How those counted stand to the activity.

    Attributes:
        stance: `took part`, `others`, or `unclear` when the words around say neither.
        rule: the rule that says so.
        reason: why they are no participants, for people; empty when they took part.
        is_visible: whether the cue says that they were there, and not what they learned.
        is_default: whether only the place on the page speaks for them.
    """

    stance: Stance
    rule: str
    reason: str = ""
    is_visible: bool = False
    is_default: bool = False


EARLIER = Judgement("others", "count-of-earlier", "counts people of an earlier event")
LEADERS = Judgement("others", "count-leaders", "trainers, speakers and organizers are no participants")
UNSHOWN = Judgement("unclear", "count-as-subject", "no verb says that these people took part")
UNTIED = Judgement("others", "count-untied", "nothing ties these people to the activity")
