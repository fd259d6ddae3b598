"""What the station sees and hears: cameras, decoders and scanners. Knows nothing of lending."""
