"""The station's journal as a model that Morango syncs: the same fields, identities and indexes."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from morango.models.core import SyncableModel
from morango.models.fields.uuids import UUIDField

PROFILE = "lending"


class Librarian(AbstractBaseUser):
    """Whose password lets a kiosk's certificate be signed."""

    USERNAME_FIELD = "name"

    name = models.CharField(max_length=20, unique=True)
    objects = BaseUserManager()

    def has_morango_certificate_scope_permission(self, scope_definition_id: str, scope_params: dict) -> bool:
        return True


class Event(SyncableModel):
    morango_profile = PROFILE
    morango_model_name = "event"

    kiosk = models.CharField(max_length=255)
    epoch = models.IntegerField()
    seq = models.IntegerField()
    hlc = models.BigIntegerField()
    at = models.BigIntegerField()
    kind = models.CharField(max_length=255)
    loan = UUIDField(null=True, blank=True)
    item = UUIDField(null=True, blank=True)
    record = UUIDField(null=True, blank=True)
    patron = UUIDField(null=True, blank=True)
    staff = UUIDField(null=True, blank=True)
    body = models.TextField(default="{}")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kiosk", "epoch", "seq"], name="event_place"),)
        indexes = (
            models.Index(fields=["item", "hlc"], name="event_item"),
            models.Index(fields=["loan"], name="event_loan"),
        )

    @staticmethod
    def compute_namespaced_id(partition_value: str, source_id_value: str, model_name: str) -> str:
        """The identity that the kiosk gave it, as at the station; it also spares Morango a hash."""
        return source_id_value

    def calculate_source_id(self) -> str:
        return self.id

    def calculate_partition(self) -> str:
        return self._morango_partition
