"""Lists of the extreme poor: sent in, explained, withdrawn, and the work they leave."""
