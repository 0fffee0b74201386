"""What a person wrote, as a frozen record: the words kinds are declared in, and the way from a tree to a record."""

from .fields import Field, fields_of, form_of
from .ids import LONGEST as LONGEST_ID
from .ids import id_from_words, id_slip, slug
from .schema import NOTHING, TEXT, Schema, schema_of
from .slips import read
from .spots import Spot, spots
from .types import (
    ID_PATTERN,
    WHAT_AN_ID_IS,
    ActorRef,
    Address,
    ArticleRef,
    Changed,
    Context,
    DateText,
    Draft,
    Elsewhere,
    Embargo,
    EventRef,
    Family,
    Id,
    IssueRef,
    Kind,
    LanguageTag,
    Line,
    MeasureRef,
    NameIn,
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
    "ActorRef", "Address", "ArticleRef", "Changed", "Context", "DateText", "Draft", "Elsewhere", "Embargo", "EventRef",
    "Family", "Field", "Id", "ID_PATTERN", "IssueRef", "Kind", "LanguageTag", "Line", "LONGEST_ID", "MeasureRef",
    "NameIn",
    "NOTHING", "OutletRef", "Part", "PlaceRef", "Prose", "Record", "Remark", "Schema", "SeriesRef", "Spot", "Statement",
    "TermRef", "TEXT", "Thing", "ThingRef", "WHAT_AN_ID_IS", "Words", "fields_of", "form_of", "id_from_words",
    "id_slip", "read", "schema_of", "settled", "slug", "spots",
]  # fmt: skip
