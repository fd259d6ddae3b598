"""The journal of what happened here, and how far it has been told elsewhere."""

from peewee import SQL, BigIntegerField, BooleanField, CharField, CompositeKey, IntegerField, TextField, UUIDField

from db.models.base import Identified, Table


class Journal(Identified):
    """The truth: never changed, never deleted on acknowledgement.

    (kiosk, epoch, seq) says where it was written; hlc orders it among all kiosks (48 bits of ms, 16 of counter);
    at: ms since 1970, UTC. kind: db.journal.EventKind, at the centre also of a quarantined event.
    body: JSON of what the columns do not hold.
    run, up: at a station, which of its runs wrote it, and the steady milliseconds of that run then."""

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
    run = CharField(null=True)
    up = BigIntegerField(null=True)

    class Meta:
        indexes = ((("kiosk", "epoch", "seq"), True), (("item", "hlc"), False), (("loan",), False))


# Of refusals alone: what is lent and returned pays nothing for it.
Journal.add_index(Journal.index(Journal.at, name="journal_refused", where=SQL("kind = 'refused'")))


class Notice(Identified):
    """A line on the librarian's list; body: JSON facts. It is open until a Resolution says otherwise."""

    kind = CharField()
    at = BigIntegerField()
    body = TextField(default="{}")


class Resolution(Identified):
    """The newest decision about the notice of the same identity, by hlc. at: ms since 1970, UTC; staff: who decided.

    It refers to nothing: a decision may arrive before the notice, and stays when the notice goes and comes back."""

    resolved = BooleanField()
    hlc = BigIntegerField()
    at = BigIntegerField()
    staff = UUIDField(null=True)
    note = TextField(default="")


class Setting(Table):
    """What the school decides once: school_name, rota_mode, timezone, …, and this station's own identity."""

    key = CharField(primary_key=True)
    value = TextField()


class Kiosk(Table):
    """At the centre: a kiosk that may sync. token_hash: SHA-256, hex, of a random token of 256 bits.

    public_key: Ed25519, hex; what it sends must be signed by it.

    last_contact: ms since 1970, UTC, 0 for never; feed: how far it has drawn; health: JSON, as it last said."""

    name = CharField(primary_key=True)
    token_hash = CharField()
    public_key = CharField(default="")
    revoked = BooleanField(default=False)
    last_contact = BigIntegerField(default=0)
    feed = BigIntegerField(default=0)
    health = TextField(default="{}")


class EnrolmentCode(Table):
    """At the centre: a code that lets one kiosk join, once. digest: scrypt, hex; expires_at: ms since 1970, UTC."""

    digest = CharField(primary_key=True)
    expires_at = BigIntegerField()


class Position(Table):
    """How far a journal is known without a gap: at the centre of each kiosk, at a kiosk what the centre has said.

    safe: how far a copy of the centre's database reaches that was looked at and lies on another medium."""

    kiosk = CharField()
    epoch = IntegerField()
    have = IntegerField(default=0)
    safe = IntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("kiosk", "epoch")


class Change(Table):
    """At the centre: the newest version of each row that kiosks draw down. mark: a digest of what the row said
    then, empty once it is deleted; at: when it was numbered, ms since 1970, UTC, 0 where nobody asks."""

    entity = CharField()
    entity_id = CharField()
    ver = BigIntegerField(index=True)
    mark = CharField(default="")
    at = BigIntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("entity", "entity_id")
