"""Where the records are kept: the only place that knows peewee's schema. Knows nothing of kiosk/."""
