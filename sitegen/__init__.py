"""sitegen turns news articles and hand-written annotations into a static briefing site.

This docstring is replaced by the map of the house once its rooms stand.
"""

__version__ = "0.1.0"
