"""Pictures drawn from what is known, as shapes and words on sheets of a fixed size; templates turn them into SVG."""

from .amounts import Amounts, amounts_of
from .atlas import Extent, Located, Route
from .gatherings import Gathering, Gatherings, Standing, gatherings_of
from .happenings import Happening, Report, State
from .lanes import Lane, Lanes, Position, Stop, lanes_of
from .locators import locator_of
from .maps import Map, front_map_of, map_of
from .ranges import Amount, Ranges, ranges_of
from .scene import Drawing
from .strip import strip_of
from .timeline import Timeline, timeline_of

__all__ = [
    "Amount", "Amounts", "Drawing", "Extent", "Gathering", "Gatherings", "Happening", "Lane", "Lanes", "Located", "Map",
    "Position", "Ranges", "Report", "Route", "Standing", "State", "Stop", "Timeline",
    "amounts_of", "front_map_of", "gatherings_of", "lanes_of", "locator_of", "map_of", "ranges_of", "strip_of",
    "timeline_of",
]  # fmt: skip
