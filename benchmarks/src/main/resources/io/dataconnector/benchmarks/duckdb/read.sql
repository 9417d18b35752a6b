SET preserve_insertion_order = false;
COPY (SELECT unnest(data) AS data FROM read_json('{fixtures}/accounts/*.json', maximum_depth = 2)) TO '{output}/accounts.json' (FORMAT JSON);
COPY (SELECT unnest(data) AS data FROM read_json('{fixtures}/users/*.json', maximum_depth = 2)) TO '{output}/users.json' (FORMAT JSON);
COPY (SELECT unnest(data) AS data FROM read_json('{fixtures}/events/*.json', maximum_depth = 2)) TO '{output}/events.json' (FORMAT JSON);
COPY (SELECT unnest(data) AS data FROM read_json('{fixtures}/invoices/*.json', maximum_depth = 2)) TO '{output}/invoices.json' (FORMAT JSON);
