"""How Flask-Security is set up: our addresses, our templates, our words."""

from datetime import timedelta
from pathlib import Path

# create_app asks here for the form it hands to the library.
from kiosk.web.accounts.library_forms import SignInForm as SignInForm

TRANSLATIONS = Path(__file__).parents[2] / "translations"

SECURITY = {
    "SECURITY_CLI_USERS_NAME": None,  # its commands change accounts behind the back of the audit trail
    "SECURITY_CLI_ROLES_NAME": None,
    "SECURITY_LOGIN_URL": "/masuk",
    "SECURITY_LOGOUT_URL": "/keluar",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_POST_LOGIN_VIEW": "/",
    "SECURITY_POST_LOGOUT_VIEW": "/masuk",
    "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
    "SECURITY_CHANGEABLE": True,
    "SECURITY_CHANGE_URL": "/akun/kata-sandi",
    "SECURITY_CHANGE_PASSWORD_TEMPLATE": "accounts/change_password.html",
    "SECURITY_POST_CHANGE_VIEW": "/akun",
    "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
    "SECURITY_TWO_FACTOR": True,
    "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
    "SECURITY_TWO_FACTOR_SETUP_URL": "/akun/langkah-kedua",
    "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/masuk/kode",
    "SECURITY_TWO_FACTOR_RESCUE_URL": "/masuk/bantuan-kode",
    "SECURITY_TWO_FACTOR_SETUP_TEMPLATE": "accounts/second_step_setup.html",
    "SECURITY_TWO_FACTOR_VERIFY_CODE_TEMPLATE": "accounts/second_step_code.html",
    "SECURITY_TWO_FACTOR_ERROR_VIEW": "/masuk",
    "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "/akun",
    "SECURITY_TOTP_ISSUER": "Payung",
    "SECURITY_VERIFY_URL": "/akun/pastikan",
    "SECURITY_VERIFY_TEMPLATE": "accounts/verify.html",
    "SECURITY_FRESHNESS": timedelta(hours=12),
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_LENGTH_MIN": 10,
    "SECURITY_SEND_REGISTER_EMAIL": False,
    "SECURITY_DEFAULT_REMEMBER_ME": False,
    "SECURITY_STATIC_FOLDER_URL": None,
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "test_environment": True},
    "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": str.lower, "case_insensitive": False}}],
    "SECURITY_FLASH_MESSAGES": True,  # a wrong code at set-up is told in no other way
    "SECURITY_I18N_DIRNAME": ["builtin", str(TRANSLATIONS)],
    "SECURITY_REDIRECT_ALLOW_SUBDOMAINS": False,
    "SECURITY_API_ENABLED_METHODS": ["session"],
}
