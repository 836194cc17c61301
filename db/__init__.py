"""The store: connection, models, migrations, reference data. Imports nothing of kiosk."""
