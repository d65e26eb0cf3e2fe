"""Folders at an address: where articles or a build lie elsewhere than on this disk."""
