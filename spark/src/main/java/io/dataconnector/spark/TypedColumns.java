package io.dataconnector.spark;

import io.dataconnector.normalizer.output.SqlTypes;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table as Spark has them. A type holds all values of its column exactly: decimals of more digits than
 * 38 are text, and so are the timestamps of a table of which one has nanoseconds, because Spark would cut them.
 *
 * @param schema the names and types
 */
record TypedColumns(StructType schema) implements Serializable {
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+), (\\d+)\\)");

    /** The columns of a table whose values are known. */
    static TypedColumns of(SqlTypes types) {
        StructType schema = new StructType();
        for (Map.Entry<String, String> column : types.byColumn().entrySet()) {
            schema = schema.add(column.getKey(), type(column.getValue()));
        }
        return new TypedColumns(schema);
    }

    private static DataType type(String sqlType) {
        Matcher decimal = DECIMAL.matcher(sqlType);
        if (decimal.matches()) {
            return DataTypes.createDecimalType(Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        return switch (sqlType) {
            case "BIGINT" -> DataTypes.LongType;
            case "BOOLEAN" -> DataTypes.BooleanType;
            case "TIMESTAMPTZ" -> DataTypes.TimestampType;
            default -> DataTypes.StringType;
        };
    }

    /** The types, one for each column. */
    List<DataType> types() {
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            types.add(schema.apply(i).dataType());
        }
        return types;
    }

    /** The value of a text in the form that the CSV file has it. */
    static Object value(DataType type, String text) {
        if (type.equals(DataTypes.LongType)) {
            return Long.valueOf(text);
        }
        if (type.equals(DataTypes.BooleanType)) {
            return Boolean.valueOf(text);
        }
        if (type.equals(DataTypes.TimestampType)) {
            return Instant.parse(text);
        }
        if (type.equals(DataTypes.StringType)) {
            return text;
        }
        return new BigDecimal(text);
    }
}
