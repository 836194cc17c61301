"""Floor 2, what arrives and leaves as a file: spreadsheets, documents, QR, vault. No Flask, no database."""
