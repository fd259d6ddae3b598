"""The use-cases: one transaction each, facts first, then the by-law, then the loan with its journal event."""
