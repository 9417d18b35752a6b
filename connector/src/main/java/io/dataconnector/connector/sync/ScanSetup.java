package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.page.PageSource;

/**
 * What all scans of pages share.
 *
 * @param maxRecordBytes how large a record, or a page that is held as a whole, may be
 */
record ScanSetup(PageSource pages, StopRequest stop, int maxRecordBytes, ScanPool pool) {
    ScanSetup {
        requireNonNull(pages, "pages is null");
        requireNonNull(stop, "stop is null");
        requireNonNull(pool, "pool is null");
    }

    static ScanSetup of(ReadContext context, ScanPool pool) {
        return new ScanSetup(context.pages(), context.stop(), context.config().maxRecordBytes(), pool);
    }
}
