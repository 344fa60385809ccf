"""The one row that says what this installation is."""

from django.db import models


class Installation(models.Model):
    """Name, kind and clock of this installation; there is at most one row (id 1).

    Personal data: none.
    """

    name_ko = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    is_demo = models.BooleanField(default=False)
    # Seconds added to the machine's clock. Only a demo may shift it.
    clock_shift_s = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="installation_is_one"),
            models.CheckConstraint(
                condition=models.Q(is_demo=True) | models.Q(clock_shift_s=0),
                name="only_a_demo_shifts_the_clock",
            ),
        ]

    def __str__(self) -> str:
        return self.name_ko
