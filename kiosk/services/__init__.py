"""Floor 3, one verb per use: keyword-only arguments, the one transaction, every query has a name here."""
