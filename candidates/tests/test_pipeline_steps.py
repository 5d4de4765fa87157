import pytest

from candidates.actions.pipeline_steps import MOVES, refuse_move, refuse_placing
from candidates.exceptions import MoveRefused, NeedsPlacement, NeedsReason
from candidates.models import Application

Step, Reason = Application.Step, Application.Reason
TABLE = """
            new screening proposed interview offer placed rejected withdrawn
new         .   yes       yes      .         .     .      yes      yes
screening   .   .         yes      .         .     .      yes      yes
proposed    .   yes       .        yes       yes   deed   yes      yes
interview   .   .         yes      .         yes   deed   yes      yes
offer       .   .         .        yes       .     deed   yes      yes
placed      .   .         .        .         .     .      .        .
rejected    .   yes       .        .         .     .      .        .
withdrawn   .   yes       .        .         .     .      .        .
"""


def cells():
    """The table above: from, to, and what the move is."""
    head, *lines = (line.split() for line in TABLE.strip().splitlines())
    return [(line[0], to, answer) for line in lines for to, answer in zip(head, line[1:], strict=True)]


@pytest.mark.requirement("USE-CA-02")
@pytest.mark.parametrize(("step", "to", "answer"), cells())
def test_steps_follow_the_table(step, to, answer):
    reason = Reason.SKILLS if to == Step.REJECTED else ""

    if answer == "yes":
        refuse_move(Step(step), Step(to), reason=reason)
    else:
        with pytest.raises(NeedsPlacement if answer == "deed" else MoveRefused):
            refuse_move(Step(step), Step(to), reason=reason)


def test_table_names_every_step():
    assert set(MOVES) == set(Step)
    assert len(cells()) == len(Step) ** 2


@pytest.mark.requirement("LAW-24")
@pytest.mark.parametrize("reason", ["", "too old", "age"])
def test_rejection_needs_a_reason_of_the_closed_list(reason):
    with pytest.raises(NeedsReason):
        refuse_move(Step.SCREENING, Step.REJECTED, reason=reason)


def test_other_moves_have_no_reason():
    with pytest.raises(NeedsReason):
        refuse_move(Step.NEW, Step.SCREENING, reason=Reason.SKILLS)


@pytest.mark.parametrize("step", [Step.NEW, Step.SCREENING, Step.PLACED, Step.REJECTED, Step.WITHDRAWN])
def test_nobody_is_placed_whom_the_client_has_not_seen(step):
    with pytest.raises(MoveRefused):
        refuse_placing(step)
