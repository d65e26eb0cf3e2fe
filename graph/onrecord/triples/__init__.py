"""What readings say, as triples, and what follows from them."""
