SET preserve_insertion_order = false;
COPY (SELECT unnest(data) AS data FROM read_json('{fixtures}/accounts/*.json')) TO '{output}/accounts.json' (FORMAT JSON);
COPY (SELECT unnest(data) AS data FROM read_json('{fixtures}/users/*.json')) TO '{output}/users.json' (FORMAT JSON);
COPY (SELECT unnest(data) AS data FROM read_json('{fixtures}/events/*.json')) TO '{output}/events.json' (FORMAT JSON);
COPY (SELECT unnest(data) AS data FROM read_json('{fixtures}/invoices/*.json')) TO '{output}/invoices.json' (FORMAT JSON);
