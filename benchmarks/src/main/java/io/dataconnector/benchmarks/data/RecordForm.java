package io.dataconnector.benchmarks.data;

/** How the records of one stream look. */
interface RecordForm {
    /** Writes the record that was drawn as a JSON object on one line. */
    void write(RecordDraw draw, JsonBytes out);
}
