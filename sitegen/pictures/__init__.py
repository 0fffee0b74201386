"""Pictures drawn from what is known, as shapes and words on sheets of a fixed size; templates turn them into SVG."""

from .atlas import Extent, Located, Route
from .maps import Map, locator_of, map_of
from .scene import Drawing

__all__ = ["Drawing", "Extent", "Located", "Map", "Route", "locator_of", "map_of"]
