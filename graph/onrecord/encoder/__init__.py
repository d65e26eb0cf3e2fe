"""What the trained models share: words and their features, windows, the network's session."""

from onrecord.encoder.session import Encoder
from onrecord.encoder.windows import Window, cut_windows
from onrecord.encoder.words import Words, spans, split_words

__all__ = ["Encoder", "Window", "Words", "cut_windows", "spans", "split_words"]
