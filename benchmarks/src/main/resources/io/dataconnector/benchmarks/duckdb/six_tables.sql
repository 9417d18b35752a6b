SET TimeZone = 'UTC';
SET preserve_insertion_order = false;
CREATE TEMP TABLE records AS
SELECT record.stream AS stream, record.emitted_at AS emitted_at, record.data AS data
FROM read_ndjson('{raw}', columns = {record: 'STRUCT(
    stream VARCHAR,
    emitted_at BIGINT,
    data STRUCT(
        id VARCHAR,
        name VARCHAR,
        plan VARCHAR,
        status VARCHAR,
        account_status VARCHAR,
        address STRUCT(billing_country VARCHAR, billing_city VARCHAR),
        billing STRUCT(country VARCHAR, city VARCHAR),
        account_id VARCHAR,
        user_id VARCHAR,
        type VARCHAR,
        properties JSON,
        email VARCHAR,
        role VARCHAR,
        is_active BOOLEAN,
        number VARCHAR,
        amount DECIMAL(18, 2),
        currency VARCHAR,
        line_items STRUCT(
            id VARCHAR, description VARCHAR, quantity BIGINT, unit_amount DECIMAL(18, 2), amount DECIMAL(18, 2))[],
        issued_at TIMESTAMPTZ,
        due_at TIMESTAMPTZ,
        paid_at TIMESTAMPTZ,
        occurred_at TIMESTAMPTZ,
        created_at TIMESTAMPTZ,
        updated_at TIMESTAMPTZ))'})
WHERE record.stream IS NOT NULL;
CREATE TEMP TABLE account_versions AS
SELECT
    data.id, data.name, data.plan,
    coalesce(data.status, data.account_status) AS status,
    coalesce(data.address.billing_country, data.billing.country) AS billing_country,
    coalesce(data.address.billing_city, data.billing.city) AS billing_city,
    data.created_at, data.updated_at, emitted_at
FROM records
WHERE stream = 'accounts';
COPY (
    SELECT * EXCLUDE (emitted_at)
    FROM account_versions
    QUALIFY row_number() OVER (PARTITION BY id ORDER BY updated_at DESC, emitted_at DESC) = 1
    ORDER BY id
) TO '{output}/dim_accounts.csv' (HEADER);
COPY (
    WITH versions AS (
        SELECT *
        FROM account_versions
        QUALIFY row_number() OVER (PARTITION BY id, updated_at ORDER BY emitted_at DESC) = 1),
    changes AS (
        SELECT *
        FROM versions
        WINDOW neighbours AS (PARTITION BY id ORDER BY updated_at)
        QUALIFY row_number() OVER neighbours = 1
            OR row(name, plan, status, billing_country, billing_city, created_at) IS DISTINCT FROM
                lag(row(name, plan, status, billing_country, billing_city, created_at)) OVER neighbours)
    SELECT
        * EXCLUDE (emitted_at),
        updated_at AS valid_from,
        lead(updated_at) OVER neighbours AS valid_to,
        lead(updated_at) OVER neighbours IS NULL AS is_current
    FROM changes
    WINDOW neighbours AS (PARTITION BY id ORDER BY updated_at)
    ORDER BY id, updated_at
) TO '{output}/dim_accounts_history.csv' (HEADER);
COPY (
    SELECT
        data.id, data.account_id, data.email, data.name, data.role, data.is_active, data.created_at, data.updated_at
    FROM records
    WHERE stream = 'users'
    QUALIFY row_number() OVER (PARTITION BY data.id ORDER BY data.updated_at DESC, emitted_at DESC) = 1
    ORDER BY data.id
) TO '{output}/dim_users.csv' (HEADER);
COPY (
    SELECT
        data.id, data.account_id, data.user_id, data.type, data.occurred_at, data.properties, data.updated_at
    FROM records
    WHERE stream = 'events'
    QUALIFY row_number() OVER (PARTITION BY data.id ORDER BY data.updated_at DESC, emitted_at DESC) = 1
    ORDER BY data.id
) TO '{output}/fact_events.csv' (HEADER);
CREATE TEMP TABLE invoices AS
SELECT data.*
FROM records
WHERE stream = 'invoices'
QUALIFY row_number() OVER (PARTITION BY data.id ORDER BY data.updated_at DESC, emitted_at DESC) = 1;
COPY (
    SELECT
        id, account_id, number, amount, currency, status, issued_at, due_at, paid_at, created_at, updated_at
    FROM invoices
    ORDER BY id
) TO '{output}/fact_invoices.csv' (HEADER);
COPY (
    SELECT invoice_id, item.id, item.description, item.quantity, item.unit_amount, item.amount
    FROM (SELECT id AS invoice_id, unnest(line_items) AS item FROM invoices)
    ORDER BY invoice_id, item.id
) TO '{output}/fact_invoice_line_items.csv' (HEADER);
