"""Check out, check in, renew: one transaction each, facts first, then the by-law, then the loan with its journal event."""
