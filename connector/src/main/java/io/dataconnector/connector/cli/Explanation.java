package io.dataconnector.connector.cli;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.Delegation;
import io.dataconnector.connector.catalog.Source;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.StreamTemplate;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.source.record.RecordStage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code connector explain} prints of a manifest: what of it can be read, stream by stream, how, and what cannot. */
final class Explanation {
    private static final String BYTES = "bytes";
    private static final String TREE = "tree";
    private static final String PAGE = "page";
    /** Of a stream whose templates fail with a configuration that nobody has written. */
    private static final String CONDITIONAL =
            " can be read with a configuration that has what it needs; run explain with --config";

    private final String name;
    private final Source source;

    /** @param name what the manifest is called */
    Explanation(String name, Source source) {
        this.name = requireNonNull(name, "name is null");
        this.source = requireNonNull(source, "source is null");
    }

    /** The lines of the text. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        long readable = source.catalog().streams().stream()
                .filter(stream -> stream.limits().isEmpty())
                .count();
        int all = source.catalog().streams().size();
        lines.add("Manifest " + name + ": " + readable + " of " + all + (all == 1 ? " stream" : " streams")
                + " can be read.");
        lines.add("");
        int width = source.catalog().streams().stream()
                .mapToInt(stream -> stream.name().length())
                .max()
                .orElse(0);
        for (StreamDefinition stream : source.catalog().streams()) {
            String named = stream.name() + " ".repeat(width - stream.name().length());
            if (stream.limits().isEmpty() && source.conditional().contains(stream.name())) {
                lines.add(named + " " + CONDITIONAL);
            } else if (stream.limits().isEmpty()) {
                lines.add(named + how(stream));
                stream.delegation()
                        .flatMap(Delegation::later)
                        .ifPresent(later -> lines.add(" ".repeat(width) + how(later) + ", once it has a state"));
            } else {
                lines.add(named + "  cannot be read:");
                stream.limits().forEach(limit -> lines.add("    " + limit));
            }
        }
        for (StreamTemplate template : source.templates()) {
            lines.add("");
            lines.addAll(lines(template));
        }
        if (!source.warnings().isEmpty()) {
            lines.add("");
            lines.addAll(source.warnings());
        }
        return lines;
    }

    private static String how(StreamDefinition stream) {
        return "  " + lane(stream) + "  " + modes(stream) + "  " + reason(stream);
    }

    private static List<String> lines(StreamTemplate template) {
        List<String> lines = new ArrayList<>();
        String made = template.place() + "  its streams are made when they are read, and are not known here; ";
        if (template.limits().isEmpty() && template.isConditional()) {
            lines.add(made + "they" + CONDITIONAL);
        } else if (template.limits().isEmpty()) {
            lines.add(made + "its template can be read: "
                    + lane(template.stream()).strip() + ", " + modes(template.stream()));
        } else {
            lines.add(made + "what follows cannot be read of the template, unless it is replaced:");
            template.limits().forEach(limit -> lines.add("    " + limit));
        }
        return lines;
    }

    private static String modes(StreamDefinition stream) {
        return stream.syncModes().stream().map(SyncMode::wireName).collect(Collectors.joining(", "));
    }

    private static String lane(StreamDefinition stream) {
        if (stream.format().isEmpty()) {
            return PAGE + " ";
        }
        return stream.stage().isEmpty() ? BYTES : TREE + " ";
    }

    private static String reason(StreamDefinition stream) {
        return switch (lane(stream).strip()) {
            case PAGE -> "each response is held, because the manifest looks at all of it";
            case TREE ->
                stream.stage().filter(RecordStage::changesRecords).isPresent()
                        ? "each record is built, because it is changed"
                        : "each record is built for the filter, and passed on as it came";
            default -> "records are passed on as they come";
        };
    }
}
