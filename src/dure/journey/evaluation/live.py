"""Which applications take part in the evaluation, by the words in which their stage tells where they stand."""

# Handed in and not withdrawn: ties with these are looked for.
TAKING_PART = frozenset({"submitted", "supplement_asked", "eligible", "evaluated", "below_minimum"})
# Found eligible and not yet decided: these are seen, scored and counted.
SCORED = frozenset({"eligible", "evaluated", "below_minimum"})
