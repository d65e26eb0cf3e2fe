"""A trained model that says which side somebody's words take towards a thing they name."""

from onrecord.stance_model.inputs import Question
from onrecord.stance_model.model import SIDES, Answer, Head, StanceModel

__all__ = ["SIDES", "Answer", "Head", "Question", "StanceModel"]
