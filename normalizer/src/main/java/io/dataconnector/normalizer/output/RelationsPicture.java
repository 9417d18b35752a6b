package io.dataconnector.normalizer.output;

import io.dataconnector.normalizer.table.Reference;
import io.dataconnector.normalizer.table.TableDefinition;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables as boxes and their foreign keys as lines, in SVG: a table is to the left of those
 * that refer to it. Numbers are formatted as %s, which is the same in every locale.
 */
final class RelationsPicture {
    private static final int BOX_WIDTH = 200;
    private static final int BOX_HEIGHT = 34;
    private static final int COLUMN_STEP = 300;
    private static final int ROW_STEP = 52;
    private static final int MARGIN = 8;
    private static final int BEND = 60;

    private record Place(int x, int y) {}

    private final Map<String, TableDefinition> tableByName = new LinkedHashMap<>();
    private final Map<String, Place> placeByTable = new LinkedHashMap<>();
    private final StringBuilder svg = new StringBuilder();

    private RelationsPicture(Collection<TableDefinition> tables) {
        tables.forEach(table -> tableByName.put(table.name(), table));
    }

    static String of(Collection<TableDefinition> tables) {
        RelationsPicture picture = new RelationsPicture(tables);
        picture.place();
        picture.draw();
        return picture.svg.toString();
    }

    private void place() {
        Map<Integer, Integer> rowsByColumn = new HashMap<>();
        Map<String, Integer> columnByTable = new HashMap<>();
        for (String table : tableByName.keySet()) {
            int column = column(table, columnByTable, new HashSet<>());
            int row = rowsByColumn.merge(column, 1, Integer::sum) - 1;
            placeByTable.put(table, new Place(MARGIN + column * COLUMN_STEP, MARGIN + row * ROW_STEP));
        }
    }

    /**
     * One more than the greatest column of the tables that are referred to. Each table is looked at once; a reference
     * that closes a cycle is left out.
     *
     * @param columnByTable the columns known so far; this one is added
     * @param path the tables whose columns are being determined
     */
    private int column(String table, Map<String, Integer> columnByTable, Set<String> path) {
        Integer known = columnByTable.get(table);
        if (known != null) {
            return known;
        }
        int column = 0;
        path.add(table);
        TableDefinition definition = tableByName.get(table);
        List<Reference> references = definition == null ? List.of() : definition.references();
        for (Reference reference : references) {
            if (tableByName.containsKey(reference.table()) && !path.contains(reference.table())) {
                column = Math.max(column, 1 + column(reference.table(), columnByTable, path));
            }
        }
        path.remove(table);
        columnByTable.put(table, column);
        return column;
    }

    private void draw() {
        int width = placeByTable.values().stream().mapToInt(Place::x).max().orElse(0) + BOX_WIDTH + MARGIN;
        int height = placeByTable.values().stream().mapToInt(Place::y).max().orElse(0) + BOX_HEIGHT + MARGIN;
        svg.append("<svg viewBox=\"0 0 ").append(width).append(' ').append(height);
        svg.append("\" width=\"").append(width).append("\" role=\"img\" aria-label=\"Relations between the tables\">");
        tableByName.values().forEach(this::drawReferences);
        placeByTable.forEach(this::drawTable);
        svg.append("</svg>");
    }

    private void drawReferences(TableDefinition table) {
        Place from = placeByTable.get(table.name());
        for (Reference reference : table.references()) {
            Place to = placeByTable.get(reference.table());
            if (from != null && to != null) {
                int endX = to.x() + BOX_WIDTH;
                int endY = to.y() + BOX_HEIGHT / 2;
                svg.append("<path d=\"").append(path(from, to)).append("\"><title>");
                svg.append(title(table, reference)).append("</title></path>");
                svg.append(String.format("<circle cx=\"%s\" cy=\"%s\" r=\"3.5\"/>", endX, endY));
            }
        }
    }

    /** From the left of one box to the right of another; past the boxes between them, through a gap. */
    private static String path(Place from, Place to) {
        int startY = from.y() + BOX_HEIGHT / 2;
        int endX = to.x() + BOX_WIDTH;
        int endY = to.y() + BOX_HEIGHT / 2;
        if (from.x() - to.x() <= COLUMN_STEP) {
            int middle = (from.x() + endX) / 2;
            return String.format(
                    "M%s %s C%s %s %s %s %s %s", from.x(), startY, middle, startY, middle, endY, endX, endY);
        }
        int gapY = Math.min(from.y(), to.y()) + (ROW_STEP + BOX_HEIGHT) / 2;
        int gapStart = from.x() - BEND;
        int gapEnd = endX + BEND;
        return String.format(
                "M%s %s C%s %s %s %s %s %s L%s %s C%s %s %s %s %s %s",
                from.x(), startY, gapStart, startY, from.x(), gapY, gapStart, gapY, gapEnd, gapY, endX, gapY, gapEnd,
                endY, endX, endY);
    }

    private static String title(TableDefinition table, Reference reference) {
        return Html.escape(
                table.name() + "." + String.join(", ", reference.columns()) + " refers to " + reference.table());
    }

    private void drawTable(String table, Place place) {
        svg.append(String.format(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"5\"/>",
                place.x(), place.y(), BOX_WIDTH, BOX_HEIGHT));
        svg.append(String.format(
                "<text x=\"%s\" y=\"%s\">%s</text>",
                place.x() + BOX_WIDTH / 2, place.y() + BOX_HEIGHT / 2, Html.escape(table)));
    }
}
