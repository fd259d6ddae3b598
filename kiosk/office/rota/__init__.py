"""The class rota: who borrows when."""
