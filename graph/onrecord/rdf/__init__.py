"""Triples as such: in memory, as Turtle, in an index on disk, at a server."""
