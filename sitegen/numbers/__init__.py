"""Numbers as people print them: words become a value or bounds, and the qualifier is kept.

`quantity` holds what a number is and what a qualifier does to it, `lexicon` the words, `tokens` cuts a text up,
`cardinals` reads numerals and spelled-out numbers, `shares` parts of a whole, `reading` puts qualifiers, ranges and
units round them. English is read, and numerals in the ways that are clear in any language; what could mean two things
(`10.000`, `30m walls`) is not read at all.

Conventions. Bounds serve comparison only; the words are what is shown, and both ends belong to a bound.
“About”, “around”, “some”, “an estimated”: a tenth either way. “Nearly”, “almost”: up to a tenth below. “Just over”: up
to a tenth above. “More than”, “over”, “at least”: from there upwards without an end, since the words name none; for a
part of a whole up to the whole. “Up to”, “fewer than”, “at most”: from nought. “Several” is 3 to 9, “a few” 2 to 6, “a
couple” 2 or 3, “a handful” 3 to 6. “Hundreds” is 200 to 1,000, “tens of thousands” 20,000 to 100,000, and so on: from
two of them to where the next word takes over; “dozens” is 24 to 100. “Most” and “a majority” is from a half to the
whole. A bare number is itself; one printed with a scale word or a decimal point may have been rounded, by half of its
last printed digit but at most a twentieth (`slack`)."""

from .amounts import money_in
from .quantity import Quantity, Unit
from .reading import Found, numbers_in, qualifier_before, read_number, the_number

__all__ = ["Found", "Quantity", "Unit", "money_in", "numbers_in", "qualifier_before", "read_number", "the_number"]
