"""Accounts: users, their posts, invites and once-keys."""

from peewee import (
    BlobField,
    BooleanField,
    CharField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    TextField,
)


def up(migrator, db):
    class Company(Model):
        class Meta:
            database = db
            table_name = "company"

    class Opd(Model):
        class Meta:
            database = db
            table_name = "opd"

    class Post(Model):
        class Meta:
            database = db
            table_name = "post"

    class User(Model):
        email = CharField(unique=True, max_length=254)
        name = CharField(max_length=120)
        role = CharField(max_length=10)
        company = ForeignKeyField(Company, null=True)
        opd = ForeignKeyField(Opd, null=True)
        password = CharField(null=True)
        active = BooleanField(default=True)
        demo = BooleanField(default=False)
        language = CharField(max_length=2, default="id")
        fs_uniquifier = CharField(unique=True, max_length=64)
        tf_primary_method = CharField(null=True, max_length=20)
        tf_totp_secret = CharField(null=True)
        tf_last_counter = IntegerField(null=True)
        mf_recovery_codes = JSONField(null=True)
        failed_tries = IntegerField(default=0)
        locked_until = DateTimeField(null=True)
        created_at = DateTimeField()

        class Meta:
            database = db
            table_name = "user"
            legacy_table_names = False

    db.create_tables([User])

    class Invite(Model):
        token_hash = BlobField(unique=True)
        email = CharField(max_length=254)
        name = CharField(max_length=120)
        role = CharField(max_length=10)
        company = ForeignKeyField(Company, null=True)
        opd = ForeignKeyField(Opd, null=True)
        posts = JSONField(default=list)
        invited_by = ForeignKeyField(User)
        created_at = DateTimeField()
        expires_at = DateTimeField()
        used_at = DateTimeField(null=True)

        class Meta:
            database = db
            table_name = "invite"
            legacy_table_names = False

    db.create_tables([Invite])

    class OnceKey(Model):
        key = CharField(unique=True, max_length=64)
        user = ForeignKeyField(User)
        purpose = CharField(max_length=40)
        content = BlobField()
        answer = TextField(null=True)
        created_at = DateTimeField(index=True)

        class Meta:
            database = db
            table_name = "once_key"
            legacy_table_names = False

    db.create_tables([OnceKey])

    class UserPost(Model):
        user = ForeignKeyField(User, on_delete="CASCADE", index=False)
        post = ForeignKeyField(Post)

        class Meta:
            database = db
            table_name = "user_post"
            legacy_table_names = False
            indexes = ((("user", "post"), True),)

    db.create_tables([UserPost])


def down(migrator, db):
    migrator.migrate(migrator.drop_table("user_post"))
    migrator.migrate(migrator.drop_table("once_key"))
    migrator.migrate(migrator.drop_table("invite"))
    migrator.migrate(migrator.drop_table("user"))
