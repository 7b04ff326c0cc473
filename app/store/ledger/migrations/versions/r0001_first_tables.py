# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables of 0.1.0, and triggers that keep entries from being changed or taken out.

The SQL is written out: what a released step made never changes, whatever becomes of the tables.
"""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

_TABLES = """
CREATE TABLE approval (
    entry BIGINT NOT NULL,
    kind TEXT NOT NULL,
    author TEXT NOT NULL,
    first BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (entry)
);
CREATE TABLE baseline (
    "key" TEXT NOT NULL,
    publication TEXT NOT NULL,
    year BIGINT NOT NULL,
    copies BIGINT NOT NULL,
    frozen TEXT NOT NULL,
    approver TEXT NOT NULL,
    source TEXT NOT NULL,
    method TEXT NOT NULL,
    runs BIGINT NOT NULL,
    amount BIGINT,
    setup BIGINT,
    entry BIGINT NOT NULL,
    PRIMARY KEY ("key")
);
CREATE INDEX baseline_title ON baseline (publication, year);
CREATE TABLE closing (
    period VARCHAR(7) NOT NULL,
    entry BIGINT NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (period)
);
CREATE TABLE edition (
    "key" TEXT NOT NULL,
    publication TEXT NOT NULL,
    book TEXT NOT NULL,
    day TEXT NOT NULL,
    year BIGINT NOT NULL,
    source TEXT NOT NULL,
    pages BIGINT NOT NULL,
    staff_minutes BIGINT,
    review_minutes BIGINT NOT NULL,
    other_won BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY ("key")
);
CREATE INDEX edition_title ON edition (publication, year);
CREATE TABLE entry (
    number BIGINT NOT NULL,
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL,
    "key" TEXT NOT NULL,
    day TEXT,
    payload TEXT NOT NULL,
    corrects BIGINT,
    previous VARCHAR(64) NOT NULL,
    hash VARCHAR(64) NOT NULL,
    PRIMARY KEY (number)
);
CREATE INDEX entry_key ON entry (kind, "key");
CREATE TABLE head (
    id INTEGER NOT NULL,
    count BIGINT NOT NULL,
    hash VARCHAR(64) NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE month_total (
    month VARCHAR(7) NOT NULL,
    organisation TEXT NOT NULL,
    runs BIGINT NOT NULL,
    measured_runs BIGINT NOT NULL,
    unpriced_runs BIGINT NOT NULL,
    averaged_runs BIGINT NOT NULL,
    planned BIGINT NOT NULL,
    printed BIGINT NOT NULL,
    baseline BIGINT NOT NULL,
    avoided BIGINT NOT NULL,
    unproven BIGINT NOT NULL,
    base_setup BIGINT NOT NULL,
    base_variable BIGINT NOT NULL,
    measured_printed BIGINT NOT NULL,
    measured_setup BIGINT NOT NULL,
    measured_variable BIGINT NOT NULL,
    crossed BIGINT NOT NULL,
    setup BIGINT NOT NULL,
    variable BIGINT NOT NULL,
    quoted BIGINT NOT NULL,
    quoted_setup BIGINT NOT NULL,
    composition BIGINT NOT NULL,
    vat BIGINT NOT NULL,
    saved BIGINT NOT NULL,
    saved_vat BIGINT NOT NULL,
    saved_sure BIGINT NOT NULL,
    saved_quoted BIGINT NOT NULL,
    saved_table BIGINT NOT NULL,
    downloads BIGINT NOT NULL,
    reads BIGINT NOT NULL,
    potential BIGINT NOT NULL,
    potential_won BIGINT NOT NULL,
    potential_low BIGINT NOT NULL,
    potential_high BIGINT NOT NULL,
    potential_quoted BIGINT NOT NULL,
    editions BIGINT NOT NULL,
    uncosted_editions BIGINT NOT NULL,
    ebook BIGINT NOT NULL,
    ebook_assumed BIGINT NOT NULL,
    grams BIGINT NOT NULL,
    grams_avoided BIGINT NOT NULL,
    PRIMARY KEY (month, organisation)
) {without_rowid};
CREATE TABLE organisation (
    "key" TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    parent TEXT NOT NULL,
    level TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY ("key")
);
CREATE TABLE pending (
    number BIGINT NOT NULL,
    month VARCHAR(7) NOT NULL,
    author TEXT NOT NULL,
    reviewed_by TEXT NOT NULL,
    PRIMARY KEY (number)
);
CREATE INDEX ix_pending_month ON pending (month);
CREATE TABLE price (
    "key" TEXT NOT NULL,
    "table" TEXT NOT NULL,
    item TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    mils BIGINT NOT NULL,
    valid_to TEXT,
    source TEXT NOT NULL,
    low BIGINT,
    high BIGINT,
    entry BIGINT NOT NULL,
    PRIMARY KEY ("key")
);
CREATE TABLE print_order (
    "key" TEXT NOT NULL,
    number TEXT NOT NULL,
    publication TEXT NOT NULL,
    year BIGINT NOT NULL,
    day TEXT NOT NULL,
    planned BIGINT NOT NULL,
    printed BIGINT NOT NULL,
    amount BIGINT,
    vat BIGINT,
    setup BIGINT,
    composition BIGINT NOT NULL,
    organisation TEXT NOT NULL,
    vendor TEXT NOT NULL,
    budget TEXT NOT NULL,
    document_title TEXT,
    document_date TEXT,
    document_sha256 TEXT,
    entry BIGINT NOT NULL,
    PRIMARY KEY ("key")
);
CREATE INDEX print_order_day ON print_order (day, entry);
CREATE INDEX print_order_title ON print_order (publication, year);
CREATE TABLE publication (
    "key" TEXT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    organisation TEXT NOT NULL,
    pages BIGINT,
    trim TEXT,
    grams BIGINT,
    colours BIGINT,
    binding TEXT,
    cover_grams BIGINT,
    cover_colours BIGINT,
    coated BIGINT,
    entry BIGINT NOT NULL,
    PRIMARY KEY ("key")
);
CREATE INDEX ix_publication_organisation ON publication (organisation);
CREATE TABLE reads (
    "key" TEXT NOT NULL,
    publication TEXT NOT NULL,
    month VARCHAR(7) NOT NULL,
    year BIGINT NOT NULL,
    downloads BIGINT NOT NULL,
    reads BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY ("key")
);
CREATE INDEX reads_title ON reads (publication, year);
CREATE TABLE rights (
    person TEXT NOT NULL,
    held TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (person)
);
CREATE TABLE target (
    "key" TEXT NOT NULL,
    year BIGINT NOT NULL,
    fewer_permille BIGINT NOT NULL,
    source TEXT NOT NULL,
    budget BIGINT,
    entry BIGINT NOT NULL,
    PRIMARY KEY ("key")
);
CREATE TABLE title_month (
    year BIGINT NOT NULL,
    publication TEXT NOT NULL,
    month VARCHAR(7) NOT NULL,
    organisation TEXT NOT NULL,
    runs BIGINT NOT NULL,
    measured_runs BIGINT NOT NULL,
    unpriced_runs BIGINT NOT NULL,
    averaged_runs BIGINT NOT NULL,
    planned BIGINT NOT NULL,
    printed BIGINT NOT NULL,
    baseline BIGINT NOT NULL,
    avoided BIGINT NOT NULL,
    unproven BIGINT NOT NULL,
    base_setup BIGINT NOT NULL,
    base_variable BIGINT NOT NULL,
    measured_printed BIGINT NOT NULL,
    measured_setup BIGINT NOT NULL,
    measured_variable BIGINT NOT NULL,
    crossed BIGINT NOT NULL,
    setup BIGINT NOT NULL,
    variable BIGINT NOT NULL,
    quoted BIGINT NOT NULL,
    quoted_setup BIGINT NOT NULL,
    composition BIGINT NOT NULL,
    vat BIGINT NOT NULL,
    saved BIGINT NOT NULL,
    saved_vat BIGINT NOT NULL,
    saved_sure BIGINT NOT NULL,
    saved_quoted BIGINT NOT NULL,
    saved_table BIGINT NOT NULL,
    downloads BIGINT NOT NULL,
    reads BIGINT NOT NULL,
    potential BIGINT NOT NULL,
    potential_won BIGINT NOT NULL,
    potential_low BIGINT NOT NULL,
    potential_high BIGINT NOT NULL,
    potential_quoted BIGINT NOT NULL,
    editions BIGINT NOT NULL,
    uncosted_editions BIGINT NOT NULL,
    ebook BIGINT NOT NULL,
    ebook_assumed BIGINT NOT NULL,
    grams BIGINT NOT NULL,
    grams_avoided BIGINT NOT NULL,
    PRIMARY KEY (year, publication, month, organisation)
) {without_rowid};
"""
_SQLITE = (
    "CREATE TRIGGER entry_{name} BEFORE {action} ON entry "
    "BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END"
)
_POSTGRESQL = (
    "CREATE FUNCTION entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'entries are never changed'; END $$",
    "CREATE TRIGGER entry_kept BEFORE UPDATE OR DELETE ON entry "
    "FOR EACH ROW EXECUTE FUNCTION entry_is_kept()",
)


def upgrade() -> None:
    """Make them."""
    on_server = op.get_bind().dialect.name == "postgresql"
    tables = _TABLES.format(without_rowid="" if on_server else "WITHOUT ROWID")
    for statement in filter(str.strip, tables.split(";")):
        op.execute(statement)
    if on_server:
        for statement in _POSTGRESQL:
            op.execute(statement)
        return
    for name, action in (("unchanged", "UPDATE"), ("kept", "DELETE")):
        op.execute(_SQLITE.format(name=name, action=action))
