"""Accounts side by side: who answers which question, who is silent, and who has no say in the matter."""

from __future__ import annotations

from collections.abc import Callable

import html5lib

from sitegen.pipeline import Edition

SITE = {
    "actors/all.yaml": """
        ada: {name: Ada Moreno, names: [Moreno], type: person}
    """,
    "places/all.yaml": """
        quay: {name: Old Quay, type: building}
    """,
    "events/talks.yaml": """
        talks:
          name: Harbour talks
          type: meeting
          status: held
          questions:
            - {id: where, question: Where were they held?}
            - {id: outcome, question: How did they end?}
            - {id: host, question: Who invited?}
        deal:
          name: Harbour deal
          type: agreement
          status: held
          date: 2021-05-09
          questions:
            - {id: terms, question: What was agreed?}
        unasked: {name: Harbour fire, type: incident, status: held}
    """,
    "terms/all.yaml": """
        free-quay:
          name: free quay
          questions:
            - {id: origin, question: Where does it come from?}
    """,
    "articles/late.txt": "The harbour talks ended with a deal, the Gazette reports. Moreno says they came to nothing.",
    "annotations/late.yaml": """
        label: The late one
        date: 2021-05-09
        statements:
          - {account: ended with a deal, of: talks, question: outcome, answer: in a deal}
          - {account: came to nothing, of: talks, question: outcome, answer: in nothing, speaker: ada, note: Hers.}
          - {date: ended, open: no day is given, event: deal}
    """,
    "articles/early.txt": "The Harbour talks at the Old Quay made a free quay.",
    "annotations/early.yaml": """
        label: The early one
        date: 2021-05-07
        statements:
          - {account: at the Old Quay, of: talks, question: where}
          - {account: made a free quay, of: free-quay, question: origin, answer: from the talks}
    """,
    "articles/names-it.txt": "Ships lay idle during the Harbour talks.",
    "annotations/names-it.yaml": "label: Idle ships\n",
    "articles/elsewhere.txt": "It rained.",
    "annotations/elsewhere.yaml": "label: Rain\n",
}


def cells(edition: Edition, address: str, number: int = 0) -> list[list[str]]:
    """The words of each cell of one table of accounts, row by row, the head first."""
    tree = html5lib.parse(edition.files[address], namespaceHTMLElements=False)
    tables = [table for table in tree.iter("table") if "sides" in (table.get("class") or "")]
    rows = []
    for row in tables[number].iter("tr"):
        inside = [cell for cell in row if cell.tag in ("th", "td")]
        rows.append([" ".join(" ".join(cell.itertext()).split()) for cell in inside])
    return rows


def test_every_answer_and_every_silence(site: Callable, worked_out: Callable) -> None:
    library, findings = worked_out(site(SITE))
    side = findings.accounts.of(library.all("event")["talks"])
    assert side is not None
    # By date; the article that only names them can be silent, the one that says nothing of them has no column.
    assert side.articles == ("early", "late", "names-it")
    answers = {
        (question.id, article): [account.words for account in side.of(question, article)]
        for question in side.questions
        for article in side.articles
    }
    assert answers == {
        ("where", "early"): ["at the Old Quay"],
        ("where", "late"): [],
        ("where", "names-it"): [],
        ("outcome", "early"): [],
        ("outcome", "late"): ["ended with a deal", "came to nothing"],
        ("outcome", "names-it"): [],
        ("host", "early"): [],
        ("host", "late"): [],
        ("host", "names-it"): [],
    }


def test_an_article_that_only_refers_to_a_subject_has_a_column(site: Callable, worked_out: Callable) -> None:
    library, findings = worked_out(site(SITE))
    side = findings.accounts.of(library.all("event")["deal"])
    assert side is not None
    assert side.articles == ("late",)


def test_nothing_without_questions_has_a_table(site: Callable, worked_out: Callable) -> None:
    library, findings = worked_out(site(SITE))
    assert findings.accounts.of(library.all("event")["unasked"]) is None


def test_the_table_on_the_page_of_an_event(site: Callable, built: Callable, page_text: Callable) -> None:
    edition = built(site(SITE))
    head, *rows = cells(edition, "events/talks.html")
    assert head == [
        "Question",
        "The early one Friday 7 May 2021",
        "The late one Sunday 9 May 2021",
        "Idle ships date not known",
    ]
    assert [row[0] for row in rows] == ["Where were they held?", "How did they end?", "Who invited?"]
    assert [cell.endswith("does not say") for cell in rows[0][1:]] == [False, True, True]
    assert rows[0][1].endswith("at the Old Quay")
    assert [cell.endswith("does not say") for cell in rows[1][1:]] == [True, False, True]
    assert "in a deal ended with a deal in nothing came to nothing Ada Moreno says so Hers." in rows[1][2]
    assert [cell.endswith("does not say") for cell in rows[2][1:]] == [True, True, True]
    assert "Nothing of it in: Rain." in page_text(edition, "events/talks.html")


def test_an_answer_leads_to_its_exact_words(site: Callable, built: Callable) -> None:
    page = built(site(SITE)).files["events/talks.html"].decode()
    assert '<a href="../articles/late.html#account-ended-with-a-deal">in a deal</a>' in page
    assert '<a href="../articles/late.html#account-ended-with-a-deal"><q>ended with a deal</q></a>' in page


def test_terms_have_accounts_too(site: Callable, built: Callable) -> None:
    edition = built(site(SITE))
    assert cells(edition, "glossary/free-quay.html")[1][0] == "Where does it come from?"
    assert cells(edition, "glossary/free-quay.html")[1][1].endswith("from the talks made a free quay")


def test_the_index_counts_questions_articles_and_silences(site: Callable, built: Callable, page_text: Callable) -> None:
    edition = built(site(SITE))
    page = page_text(edition, "accounts.html")
    # Events by date, then those without one, then terms.
    assert "Harbour deal 1 1 1 of 1 Harbour talks 3 3 7 of 9 free quay 1 1 0 of 1" in page
    assert cells(edition, "accounts.html", 1) == cells(edition, "events/talks.html")


def test_many_articles_that_say_nothing_of_it_are_only_counted(
    site: Callable, built: Callable, page_text: Callable
) -> None:
    more = {f"articles/rain-{number}.txt": "It rained." for number in range(12)}
    page = page_text(built(site({**SITE, **more})), "events/talks.html")
    assert "13 other articles say nothing of it." in page
    assert "Nothing of it in" not in page


def test_a_subject_that_no_article_names_says_so(site: Callable, built: Callable, page_text: Callable) -> None:
    files = {"events/talks.yaml": SITE["events/talks.yaml"].replace("date: 2021-05-09", "format: bilateral")}
    assert "No article names it or speaks of it." in page_text(built(site(files)), "events/talks.html")


def test_without_questions_the_index_says_so(site: Callable, built: Callable, page_text: Callable) -> None:
    assert "No questions have been put to the sources" in page_text(built(site({})), "accounts.html")


# ── problems


def with_account(account: str) -> dict[str, str]:
    return {**SITE, "annotations/names-it.yaml": f"statements:\n  - {{account: Ships lay idle, {account}}}\n"}


def test_a_question_that_is_not_asked(site: Callable, said: Callable) -> None:
    drawn = said(site(with_account("of: talks, question: outcom")))
    assert "names-it.yaml:2:52: error[unknown-reference]: the event “talks” has no question “outcom”" in drawn
    assert "did you mean “outcome”?" in drawn


def test_a_question_like_none_of_them_lists_them_all(site: Callable, said: Callable) -> None:
    assert "its questions are: where, outcome, host" in said(site(with_account("of: talks, question: xyz")))


def test_an_event_of_which_nothing_is_asked(site: Callable, said: Callable) -> None:
    drawn = said(site(with_account("of: unasked, question: outcome")))
    assert "the event “unasked” asks no questions" in drawn
    assert "write them under its `questions:`" in drawn


def test_a_thing_that_has_no_questions(site: Callable, said: Callable) -> None:
    drawn = said(site(with_account("of: quay, question: outcome")))
    assert "the place “quay” asks no questions" in drawn
    assert "ask them of an event" in drawn


def test_two_questions_with_one_id(site: Callable, said: Callable) -> None:
    files = {**SITE, "events/talks.yaml": SITE["events/talks.yaml"].replace("id: host", "id: where")}
    assert "error[duplicate-id]: the event “talks” has two questions with the id “where”" in said(site(files))


def test_a_source_that_may_only_be_linked_answers_without_words(site: Callable, built: Callable) -> None:
    files = {
        **SITE,
        "annotations/late.yaml": "rights: link\n" + SITE["annotations/late.yaml"].replace("\n        ", "\n"),
    }
    edition = built(site(files))
    assert (
        "in a deal The rights of this source let none of its words be shown."
        in cells(edition, "events/talks.html")[2][2]
    )
    assert not any(b"ended with" in data for data in edition.files.values())
