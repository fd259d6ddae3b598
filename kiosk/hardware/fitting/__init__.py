"""Bars too blurred, too faint or too bent for the libraries: drawn characters are laid over what is seen."""
