"""Money of a programme: shares, budgets, payments, settlement, recovery and the books. Whole won, exact everywhere."""
