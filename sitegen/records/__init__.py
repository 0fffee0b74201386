"""What a person wrote, as a frozen record: the words kinds are declared in, and the way from a tree to a record."""

from .fields import Field, fields_of, form_of
from .ids import id_from_words, id_slip, slug
from .slips import read
from .spots import Spot, spots
from .types import (
    ActorRef,
    ArticleRef,
    Context,
    DateText,
    Elsewhere,
    EventRef,
    Family,
    Id,
    IssueRef,
    Kind,
    Line,
    MeasureRef,
    OutletRef,
    Part,
    PlaceRef,
    Prose,
    Record,
    Remark,
    SeriesRef,
    Statement,
    TermRef,
    Thing,
    ThingRef,
    Words,
    settled,
)

__all__ = [
    "ActorRef", "ArticleRef", "Context", "DateText", "Elsewhere", "EventRef", "Family", "Field", "Id", "IssueRef", "Kind", "Line", "MeasureRef", "OutletRef", "Part",
    "PlaceRef", "Prose", "Record", "Remark", "SeriesRef", "Spot", "Statement", "TermRef", "Thing", "ThingRef", "Words",
    "fields_of", "form_of", "id_from_words", "id_slip", "read", "settled", "slug", "spots",
]  # fmt: skip
