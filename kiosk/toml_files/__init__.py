"""The school's decisions as TOML that a person can read, keep and send."""
