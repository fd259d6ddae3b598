"""What the sync benches share: a school, a centre in a process of its own, kiosks that call it."""
