package io.dataconnector.connector.template;

import java.util.List;

/** What {@code keys()}, {@code values()} and {@code items()} of a dict give: iterable, without index. */
record DictView(Kind kind, List<Object> items) {
    /** The three views and how Python names them. */
    enum Kind {
        KEYS("dict_keys"),
        VALUES("dict_values"),
        ITEMS("dict_items");

        private final String typeName;

        Kind(String typeName) {
            this.typeName = typeName;
        }

        String typeName() {
            return typeName;
        }
    }
}
