package io.dataconnector.spark;

import java.util.ArrayList;
import java.util.List;

/** Reads CSV according to RFC 4180, in which an empty field without quotes is null. */
final class CsvText {
    private final String text;
    private int at;

    private CsvText(String text) {
        this.text = text;
    }

    /** The rows after the header. */
    static List<List<String>> rows(String text) {
        CsvText csv = new CsvText(text);
        List<List<String>> rows = new ArrayList<>();
        while (csv.at < text.length()) {
            rows.add(csv.row());
        }
        return rows.subList(1, rows.size());
    }

    private List<String> row() {
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (text.charAt(at) == ',') {
            at++;
            fields.add(field());
        }
        at += "\r\n".length();
        return fields;
    }

    private String field() {
        int start = at;
        if (text.charAt(at) != '"') {
            while (text.charAt(at) != ',' && text.charAt(at) != '\r') {
                at++;
            }
            return start == at ? null : text.substring(start, at);
        }
        at++;
        while (text.charAt(at) != '"' || text.charAt(at + 1) == '"') {
            at += text.charAt(at) == '"' ? 2 : 1;
        }
        at++;
        return text.substring(start + 1, at - 1).replace("\"\"", "\"");
    }
}
