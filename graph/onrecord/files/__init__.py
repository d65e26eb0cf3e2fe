"""Files: those of others opened within bounds, our own written whole or not at all."""
