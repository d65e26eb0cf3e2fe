"""The trained attribution model: text -> who said what, in which words. See MODEL_CARD.md."""

from onrecord.attribution_model.model import AttributionModel, LearnedAttribution

__all__ = ["AttributionModel", "LearnedAttribution"]
