"""The trained entity model: text -> the people, bodies and places it names. See MODEL_CARD.md."""

from onrecord.entity_model.model import EntityModel, LearnedName

__all__ = ["EntityModel", "LearnedName"]
