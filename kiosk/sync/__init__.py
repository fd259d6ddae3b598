"""What kiosks tell the centre and what the centre tells them; lending never waits for it."""
