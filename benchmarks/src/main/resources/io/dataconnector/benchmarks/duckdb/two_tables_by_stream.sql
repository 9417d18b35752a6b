SET TimeZone = 'UTC';
COPY (
    SELECT
        data.id, data.name, data.plan,
        coalesce(data.status, data.account_status) AS status,
        coalesce(data.address.billing_country, data.billing.country) AS billing_country,
        coalesce(data.address.billing_city, data.billing.city) AS billing_city,
        data.created_at, data.updated_at
    FROM (
        SELECT record.data AS data, record.emitted_at AS emitted_at
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
                created_at TIMESTAMPTZ,
                updated_at TIMESTAMPTZ))'})
        WHERE record.stream = 'accounts'
    )
    QUALIFY row_number() OVER (PARTITION BY data.id ORDER BY data.updated_at DESC, emitted_at DESC) = 1
    ORDER BY data.id
) TO '{output}/dim_accounts.csv' (HEADER);
COPY (
    SELECT
        data.id, data.account_id, data.number, data.amount, data.currency, data.status, data.issued_at, data.due_at,
        data.paid_at, data.created_at, data.updated_at
    FROM (
        SELECT record.data AS data, record.emitted_at AS emitted_at
        FROM read_ndjson('{raw}', columns = {record: 'STRUCT(
            stream VARCHAR,
            emitted_at BIGINT,
            data STRUCT(
                id VARCHAR,
                account_id VARCHAR,
                number VARCHAR,
                amount DECIMAL(18, 2),
                currency VARCHAR,
                status VARCHAR,
                issued_at TIMESTAMPTZ,
                due_at TIMESTAMPTZ,
                paid_at TIMESTAMPTZ,
                created_at TIMESTAMPTZ,
                updated_at TIMESTAMPTZ))'})
        WHERE record.stream = 'invoices'
    )
    QUALIFY row_number() OVER (PARTITION BY data.id ORDER BY data.updated_at DESC, emitted_at DESC) = 1
    ORDER BY data.id
) TO '{output}/fact_invoices.csv' (HEADER);
