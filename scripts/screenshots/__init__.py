"""`make screenshots`: one case of the demo walked through every page, pictured on the way."""
