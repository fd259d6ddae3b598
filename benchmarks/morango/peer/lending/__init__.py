"""What a station lends, in Morango's terms."""
