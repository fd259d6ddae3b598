"""The first schema: a frozen copy of the models, on purpose independent of them."""

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    CompositeKey,
    Database,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
    UUIDField,
)
from playhouse.migrate import SchemaMigrator

from db.rows import run_sql


def up(migrator: SchemaMigrator, db: Database) -> None:
    class Change(Model):
        entity = CharField()
        entity_id = CharField()
        ver = BigIntegerField(index=True)
        mark = CharField(default="")

        class Meta:
            database = db
            table_name = "change"
            primary_key = CompositeKey("entity", "entity_id")

    db.create_tables([Change])

    class Record(Model):
        id = UUIDField(primary_key=True)
        isbn = CharField(unique=True)
        title = TextField()
        author = TextField(default="")
        publisher = TextField(default="")
        published = CharField(default="")
        pages = CharField(default="")
        price = CharField(default="")
        subject = TextField(default="")
        call_number = CharField(index=True, default="")
        shelf = CharField(default="")
        item_type = CharField(default="book")
        pinyin = TextField(default="")
        initials = CharField(index=True, default="")

        class Meta:
            database = db
            table_name = "record"

    db.create_tables([Record])

    class SchoolClass(Model):
        id = UUIDField(primary_key=True)
        name = CharField(unique=True)
        grade = IntegerField(default=0)
        division = CharField(default="")
        trained = BooleanField(default=True)

        class Meta:
            database = db
            table_name = "school_class"

    db.create_tables([SchoolClass])

    class Patron(Model):
        id = UUIDField(primary_key=True)
        number = CharField(unique=True)
        name = CharField()
        school_class = ForeignKeyField(SchoolClass, null=True, on_delete="RESTRICT")
        category = CharField(default="student")
        blocked = BooleanField(default=False)
        card_lost = BooleanField(default=False)
        owes_compensation = BooleanField(default=False)
        expires_on = DateField(null=True)
        loan_limit = IntegerField(null=True)
        left = BooleanField(default=False)

        class Meta:
            database = db
            table_name = "patron"

    db.create_tables([Patron])

    class Hold(Model):
        id = UUIDField(primary_key=True)
        record = ForeignKeyField(Record, on_delete="RESTRICT")
        patron = ForeignKeyField(Patron, on_delete="RESTRICT")
        item = UUIDField(null=True)
        placed_at = BigIntegerField()
        closed_at = BigIntegerField(null=True)

        class Meta:
            database = db
            table_name = "hold"

    db.create_tables([Hold])

    class Holiday(Model):
        id = UUIDField(primary_key=True)
        name = CharField()
        starts_on = DateField()
        ends_on = DateField()

        class Meta:
            database = db
            table_name = "holiday"

    db.create_tables([Holiday])

    class Item(Model):
        id = UUIDField(primary_key=True)
        record = ForeignKeyField(Record, on_delete="RESTRICT")
        label = CharField(unique=True, null=True)
        state = CharField(index=True, default="available")

        class Meta:
            database = db
            table_name = "item"

    db.create_tables([Item])

    class Journal(Model):
        id = UUIDField(primary_key=True)
        kiosk = CharField()
        epoch = IntegerField()
        seq = IntegerField()
        hlc = BigIntegerField()
        at = BigIntegerField()
        kind = CharField()
        loan = UUIDField(null=True)
        item = UUIDField(null=True)
        record = UUIDField(null=True)
        patron = UUIDField(null=True)
        staff = UUIDField(null=True)
        body = TextField(default="{}")

        class Meta:
            database = db
            table_name = "journal"
            indexes = ((("kiosk", "epoch", "seq"), True), (("item", "hlc"), False), (("loan",), False))

    db.create_tables([Journal])

    class Kiosk(Model):
        name = CharField(primary_key=True)
        token_hash = CharField()
        revoked = BooleanField(default=False)
        last_contact = BigIntegerField(default=0)
        feed = BigIntegerField(default=0)
        health = TextField(default="{}")

        class Meta:
            database = db
            table_name = "kiosk"

    db.create_tables([Kiosk])

    class Loan(Model):
        id = UUIDField(primary_key=True)
        patron = ForeignKeyField(Patron, on_delete="RESTRICT")
        item = ForeignKeyField(Item, on_delete="RESTRICT")
        record = ForeignKeyField(Record, on_delete="RESTRICT")
        lent_at = BigIntegerField(index=True)
        due_on = DateField()
        renewals = IntegerField(default=0)
        in_library = BooleanField(default=False)
        returned_at = BigIntegerField(null=True)
        ended_as = CharField(default="")

        class Meta:
            database = db
            table_name = "loan"

    db.create_tables([Loan])

    class MakeUpDay(Model):
        id = UUIDField(primary_key=True)
        day = DateField(unique=True)
        follows = IntegerField()

        class Meta:
            database = db
            table_name = "make_up_day"

    db.create_tables([MakeUpDay])

    class Notice(Model):
        id = UUIDField(primary_key=True)
        kind = CharField()
        at = BigIntegerField()
        body = TextField(default="{}")
        resolved_at = BigIntegerField(null=True)

        class Meta:
            database = db
            table_name = "notice"

    db.create_tables([Notice])

    class Period(Model):
        id = UUIDField(primary_key=True)
        name = CharField()
        weekday = IntegerField()
        starts = IntegerField()
        ends = IntegerField()
        kind = CharField()

        class Meta:
            database = db
            table_name = "period"

    db.create_tables([Period])

    class Staff(Model):
        id = UUIDField(primary_key=True)
        name = CharField()
        role = CharField()
        card = CharField(unique=True, null=True)
        pin_hash = CharField(default="")
        active = BooleanField(default=True)

        class Meta:
            database = db
            table_name = "staff"

    db.create_tables([Staff])

    class PinThrottle(Model):
        staff = ForeignKeyField(Staff, primary_key=True, on_delete="CASCADE")
        failures = IntegerField(default=0)
        locked_until = BigIntegerField(default=0)

        class Meta:
            database = db
            table_name = "pin_throttle"

    db.create_tables([PinThrottle])

    class Policy(Model):
        id = UUIDField(primary_key=True)
        category = CharField(default="")
        item_type = CharField(default="")
        max_loans = IntegerField()
        days = IntegerField()
        renewals = IntegerField(default=1)
        overdue_block_count = IntegerField(null=True)
        overdue_block_days = IntegerField(null=True)
        lendable = BooleanField(default=True)
        in_library = BooleanField(default=True)
        rota_exempt = BooleanField(default=False)
        valid_from = DateField(null=True)
        valid_to = DateField(null=True)

        class Meta:
            database = db
            table_name = "policy"

    db.create_tables([Policy])

    class Position(Model):
        kiosk = CharField()
        epoch = IntegerField()
        have = IntegerField(default=0)

        class Meta:
            database = db
            table_name = "position"
            primary_key = CompositeKey("kiosk", "epoch")

    db.create_tables([Position])

    class Rota(Model):
        id = UUIDField(primary_key=True)
        name = CharField()
        valid_from = DateField()
        valid_to = DateField(null=True)

        class Meta:
            database = db
            table_name = "rota"

    db.create_tables([Rota])

    class RotaEntry(Model):
        id = UUIDField(primary_key=True)
        rota = ForeignKeyField(Rota, on_delete="CASCADE")
        period = ForeignKeyField(Period, on_delete="CASCADE")
        week = CharField(default="every")
        subject_kind = CharField()
        subject = CharField(default="")
        purpose = CharField(default="lend")

        class Meta:
            database = db
            table_name = "rota_entry"

    db.create_tables([RotaEntry])

    class RotaException(Model):
        id = UUIDField(primary_key=True)
        day = DateField(index=True)
        starts = IntegerField()
        ends = IntegerField()
        kind = CharField()
        subject_kind = CharField(default="everyone")
        subject = CharField(default="")
        granted_by = CharField()
        reason = CharField()

        class Meta:
            database = db
            table_name = "rota_exception"

    db.create_tables([RotaException])

    class Setting(Model):
        key = CharField(primary_key=True)
        value = TextField()

        class Meta:
            database = db
            table_name = "setting"

    db.create_tables([Setting])

    class Term(Model):
        id = UUIDField(primary_key=True)
        name = CharField()
        starts_on = DateField()
        ends_on = DateField()
        lending_from = DateField(null=True)
        recall_on = DateField(null=True)

        class Meta:
            database = db
            table_name = "term"

    db.create_tables([Term])

    # One open loan an item: the database itself holds it, whatever process asks.
    run_sql(db, "create unique index loan_open_item on loan (item_id) where returned_at is null")
    run_sql(db, "create index loan_open_patron on loan (patron_id) where returned_at is null")
    run_sql(db, "create index loan_open_record on loan (record_id) where returned_at is null")
