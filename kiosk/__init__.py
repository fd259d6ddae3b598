"""The library-corner station: a camera, a class rota, a shelf of loans."""
