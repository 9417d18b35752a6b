package io.dataconnector.connector.catalog;

import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.decoding.Decoder;
import io.dataconnector.connector.source.record.RecordExtractor;
import java.util.Optional;

/**
 * How the two kinds of retrievers name the parts that both of them have.
 *
 * @param isAsync whether a job has to be done before there is something to download
 * @param requester the member that requests the pages
 * @param decoder the member that decodes them
 * @param paginator the member that goes from page to page
 */
record RetrieverFormat(boolean isAsync, String requester, String decoder, String paginator) {
    static final String ASYNC_RETRIEVER = "AsyncRetriever";
    private static final String DOWNLOAD_EXTRACTOR = "download_extractor";
    private static final String CSV_FILE = "ResponseToFileExtractor";

    static final RetrieverFormat SIMPLE = new RetrieverFormat(false, "requester", "decoder", "paginator");

    private static final RetrieverFormat ASYNC =
            new RetrieverFormat(true, "download_requester", "download_decoder", "download_paginator");

    static RetrieverFormat of(Component retriever) {
        return retriever.type().equals(ASYNC_RETRIEVER) ? ASYNC : SIMPLE;
    }

    /** The decoder of the pages; empty if they are JSON. */
    Optional<Decoder> decoder(Component retriever, Settings settings) {
        Optional<Decoder> declared = Decoder.compile(retriever, decoder, settings);
        return isAsync ? csvFile(retriever).map(Decoder::ofCsvFile).or(() -> declared) : declared;
    }

    /** The extractor of the records of a page; empty if the page is all of them. */
    Optional<Component> extractor(Component retriever, Optional<Component> selector) {
        if (isAsync) {
            // The CDK demands one of the selector, and does not use it.
            selector.ifPresent(component -> component.passOver("extractor"));
            return csvFile(retriever).isPresent()
                    ? Optional.empty()
                    : retriever.component(DOWNLOAD_EXTRACTOR, "DpathExtractor", CSV_FILE);
        }
        return selector.flatMap(component -> component.requiredComponent("extractor", RecordExtractor.types()));
    }

    private static Optional<Component> csvFile(Component retriever) {
        return retriever
                .value(DOWNLOAD_EXTRACTOR)
                .filter(extractor -> extractor.path("type").asText().equals(CSV_FILE))
                .flatMap(extractor -> retriever.component(DOWNLOAD_EXTRACTOR, CSV_FILE));
    }
}
