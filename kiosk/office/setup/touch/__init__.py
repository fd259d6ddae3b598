"""The page machine of the station's screen."""
