"""What grammar says of a text: tokens, tree and names, and how the rules look at them."""
