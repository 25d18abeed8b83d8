"""What an analyst edits: the propositions of a debate, and the words by which they are known."""
