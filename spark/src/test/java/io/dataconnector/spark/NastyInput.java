package io.dataconnector.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.core.testing.Draws;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** A raw output with what can be wrong with one, and what makes it hard to divide. */
final class NastyInput {
    private NastyInput() {}

    static byte[] draw(Draws draws) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (draws.oneIn(3)) {
            bytes.writeBytes(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
        }
        List<String> lines = draws.list(3, 60, () -> line(draws));
        for (int i = 0; i < lines.size(); i++) {
            bytes.writeBytes(lines.get(i).getBytes(UTF_8));
            if (draws.oneIn(20)) {
                bytes.write(0xff);
            }
            if (i < lines.size() - 1 || draws.bool()) {
                bytes.writeBytes(
                        draws.oneOf("\n", "\n", "\n", "\r\n", "\n\n", "\n \t\n").getBytes(UTF_8));
            }
        }
        // At least one message, because files without any are refused.
        bytes.writeBytes(("\n" + RawText.state("users", 3)).getBytes(UTF_8));
        return bytes.toByteArray();
    }

    private static String line(Draws draws) {
        return switch (draws.below(8)) {
            case 0, 1 -> RawText.record("accounts", draws.below(3), account(draws));
            case 2 -> RawText.record("invoices", draws.below(3), invoice(draws));
            case 3 -> RawText.record("users", draws.below(3), user(draws));
            case 4 -> RawText.record("events", draws.below(3), event(draws));
            case 5 -> RawText.state(draws.oneOf("accounts", "users", "invoices", "nothing"), draws.below(6));
            case 6 -> {
                String whole = RawText.record("accounts", 1, account(draws));
                yield whole.substring(0, draws.below(whole.length()));
            }
            default ->
                draws.oneOf(
                        "{\"type\":\"LOG\",\"log\":{\"level\":\"INFO\",\"message\":\"hello\"}}",
                        "garbage",
                        "{}",
                        RawText.record("orders", 1, "{\"id\":\"u\"}"));
        };
    }

    private static String account(Draws draws) {
        String members = draws.oneOf(
                "\"name\":null",
                "\"name\":\"\"",
                "\"name\":\"a \\\"b\\\",\\r\\nc\"",
                "\"name\":\"青空 🐐\",\"account_status\":\"old\",\"billing\":{\"country\":\"JP\"}",
                "\"status\":\"new\",\"address\":{\"billing_city\":\"Łódź\"}",
                "\"plan\":\"nobody has it\"",
                "\"name\":\"" + "long ".repeat(draws.below(500)) + "\"",
                "\"name\":{}");
        return "{\"id\":%s,%s,%s}".formatted(id(draws), members, version(draws));
    }

    private static String invoice(Draws draws) {
        String amount = draws.oneOf("1234567890.10", "0.30", "1e3", "\"7.125\"", "null", "\"much\"");
        String currency = draws.oneOf("\"EUR\"", "\"JPY\"", "\"XXY\"", "null");
        return "{\"id\":%s,\"account_id\":%s,\"amount\":%s,\"currency\":%s,\"line_items\":%s,%s}"
                .formatted(id(draws), id(draws), amount, currency, lineItems(draws), version(draws));
    }

    private static String lineItems(Draws draws) {
        if (draws.bool()) {
            return draws.oneOf("null", "{}", "[null]");
        }
        return "[" + String.join(",", draws.list(0, 4, () -> lineItem(draws))) + "]";
    }

    private static String lineItem(Draws draws) {
        return "{\"id\":%s,\"quantity\":%s}".formatted(id(draws), draws.oneOf("1.0", "null", "\"many\""));
    }

    private static String user(Draws draws) {
        return "{\"id\":%s,\"account_id\":%s,%s}".formatted(id(draws), id(draws), version(draws));
    }

    private static String event(Draws draws) {
        String properties = draws.oneOf("{ }", "[1.50, {\"a\" : null}]", "null", "\"text\"");
        return "{\"id\":%s,\"account_id\":%s,\"user_id\":%s,\"properties\":%s,%s}"
                .formatted(id(draws), id(draws), id(draws), properties, version(draws));
    }

    private static String id(Draws draws) {
        return draws.oneOf("\"a\"", "\"b\"", "\"é\"", "\"\"", "\"\\u0000\"", "17", "null", "\"\\uffff\"", "\"🐐\"");
    }

    private static String version(Draws draws) {
        return draws.oneOf(
                "\"updated_at\":null",
                "\"updated_at\":\"2024-01-01T00:00:00Z\"",
                "\"updated_at\":\"2024-01-01T02:00:00+02:00\"",
                "\"updated_at\":\"2024-01-01T00:00:00.000000001Z\"",
                "\"updated_at\":\"1969-12-31T23:59:59Z\"");
    }
}
