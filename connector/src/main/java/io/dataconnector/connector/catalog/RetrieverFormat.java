package io.dataconnector.connector.catalog;

import io.dataconnector.connector.manifest.Component;
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
    static final RetrieverFormat SIMPLE = new RetrieverFormat(false, "requester", "decoder", "paginator");

    private static final RetrieverFormat ASYNC =
            new RetrieverFormat(true, "download_requester", "download_decoder", "download_paginator");

    static RetrieverFormat of(Component retriever) {
        return retriever.type().equals(ASYNC_RETRIEVER) ? ASYNC : SIMPLE;
    }

    /** The extractor of the records of a page; empty if the page is all of them. */
    Optional<Component> extractor(Component retriever, Optional<Component> selector) {
        if (isAsync) {
            // The CDK demands one of the selector, and does not use it.
            selector.ifPresent(component -> component.passOver("extractor"));
            return retriever.component("download_extractor", "DpathExtractor");
        }
        return selector.flatMap(component -> component.requiredComponent("extractor", "DpathExtractor"));
    }
}
