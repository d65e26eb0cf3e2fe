"""What can be chosen of a network, in the words of the command line."""

from typing import Literal

Mode = Literal["actors", "concepts", "two-mode"]
Qualifier = Literal["subtract", "congruence", "conflict", "ignore"]
Normalise = Literal["no", "average", "jaccard", "cosine", "activity", "prominence"]
Duplicates = Literal["range", "document", "week", "month", "year", "all"]
By = Literal["person", "party", "organisation"]
Unit = Literal["d", "w", "m", "y"]
Format = Literal["graphml", "gexf", "csv-matrix", "csv-edges"]
