"""Loan policies, terms and holidays, a rule tried out."""
