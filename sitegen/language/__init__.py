"""What sitegen itself says on a page, in the language of its readers.

`message` holds sentences of ours with the values in them: a text in English to whoever handles it, and said anew in the
language of the site when a page prints it. `catalogue` reads translations, ours and the author's; `locale` is the door
to Babel, which knows how dates and numbers are written; `script` knows which way a language runs; `order` puts names in
the order in which a speaker looks for them. `speaking` brings them together as `Language`, of which a site has one.

English needs none of this and pays nothing for it. What a source prints is never translated, and problems and commands
speak English."""

from __future__ import annotations

from .catalogue import Memory, names_of_catalogues, translations_for
from .message import Message, Speaker, count_message, listed, message, message_in, percent, rounded
from .order import Key, sort_key
from .script import against, any_against, base_of, direction
from .speaking import ENGLISH, Language, speaker

__all__ = [
    "ENGLISH", "Key", "Language", "Memory", "Message", "Speaker",
    "against", "any_against", "base_of", "count_message", "direction", "listed", "message", "message_in", "percent",
    "rounded", "names_of_catalogues", "sort_key", "speaker", "translations_for",
]  # fmt: skip
