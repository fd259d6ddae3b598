"""Barcodes as a school's camera takes them, with every fault at a known level: the material of the benches."""
