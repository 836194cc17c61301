"""What the web server and `flask --app wsgi` load. A fault in the settings is a sentence, not a stack trace."""

import sys

from kiosk.app import create_app
from kiosk.config import ConfigurationError
from kiosk.files.vault import VaultError

try:
    app = create_app()
except (ConfigurationError, VaultError) as fault:
    sys.exit(f"Payung tidak dijalankan: {fault}")
