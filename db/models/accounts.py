"""Accounts: people who sign in, the posts they serve, invites, and keys that make a POST happen once."""

from flask import current_app
from flask_security import UserMixin
from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, IntegerField, TextField

from db.models.base import JSONField, SealedField, Table, utc_now
from db.models.funding import Company
from db.models.places import Opd, Post


class User(UserMixin, Table):  # the mixin first: Peewee's own get_id would win otherwise
    email = CharField(max_length=254, unique=True)  # always lower case
    name = CharField(max_length=120)
    role = CharField(max_length=10)  # petugas | mitra | donatur | opd | admin | auditor
    company = ForeignKeyField(Company, null=True, backref="users")
    opd = ForeignKeyField(Opd, null=True, backref="users")
    password = CharField(max_length=255, null=True)
    active = BooleanField(default=True)
    demo = BooleanField(default=False)
    language = CharField(max_length=2, default="id")
    fs_uniquifier = CharField(max_length=64, unique=True)
    tf_primary_method = CharField(max_length=20, null=True)
    tf_totp_secret = CharField(max_length=255, null=True)  # encrypted by Flask-Security's TOTP secrets
    tf_last_counter = IntegerField(null=True)  # the period of the last code used: none is taken twice
    mf_recovery_codes = JSONField(null=True)
    failed_tries = IntegerField(default=0)
    locked_until = DateTimeField(null=True)
    created_at = DateTimeField(default=utc_now)

    @property
    def roles(self):
        """Flask-Security asks for role objects; we keep one role in a column and check scope ourselves."""
        return []

    def check_tf_required(self, tf_setup_methods, tf_fresh):
        """A second step for the roles the configuration names, and for whoever has set one up."""
        if self.role in current_app.config["SECOND_STEP_ROLES"]:
            return True, tf_setup_methods
        return super().check_tf_required(tf_setup_methods, tf_fresh)


class UserPost(Table):
    user = ForeignKeyField(User, index=False, backref="post_links", on_delete="CASCADE")
    post = ForeignKeyField(Post, backref="user_links")

    class Meta:
        indexes = ((("user", "post"), True),)


class Invite(Table):
    """A one-time link; only the keyed hash of its token is kept. For a known user it sets a new password."""

    token_hash = SealedField(unique=True)
    email = CharField(max_length=254)
    name = CharField(max_length=120)
    role = CharField(max_length=10)
    company = ForeignKeyField(Company, null=True)
    opd = ForeignKeyField(Opd, null=True)
    posts = JSONField(default=list)  # post codes
    invited_by = ForeignKeyField(User, backref="invites")
    created_at = DateTimeField(default=utc_now)
    expires_at = DateTimeField()
    used_at = DateTimeField(null=True)


class OnceKey(Table):
    """The key a form carries, the content it came with, and the answer it was given."""

    key = CharField(max_length=64, unique=True)
    user = ForeignKeyField(User)
    purpose = CharField(max_length=40)
    content = SealedField()
    answer = TextField(null=True)
    created_at = DateTimeField(default=utc_now, index=True)


class UnknownAddress(Table):
    """Wrong tries at addresses that nobody has, so that they lock as accounts do. Each address falls by its keyed
    hash into one of a few thousand slots: the table stays small, and no address is kept."""

    slot = IntegerField(primary_key=True)
    failed_tries = IntegerField(default=0)
    locked_until = DateTimeField(null=True)
