"""Check out, check in, renew: one transaction each: facts, then the by-law, then the loan with its journal event."""
