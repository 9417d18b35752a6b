package io.dataconnector.connector.source.paging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinkHeaderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                              | {}
            `  `                                            | {}
            <https://h.test/2>; rel="next"                  | {"next":{"url":"https://h.test/2","rel":"next"}}
            <a>; rel=next, <b>; rel=last                    | {"next":{"url":"a","rel":"next"},"last":{"url":"b","rel":"last"}}
            <a?x=1,2;y>; rel=next                           | {"a?x=1,2":{"url":"a?x=1,2"}}
            <a>                                             | {"a":{"url":"a"}}
            <a>; rel=next; title="x=y"; type=t              | {"next":{"url":"a","rel":"next"}}
            <a>; REL=next                                   | {"a":{"url":"a","REL":"next"}}
            <a>; rel=next, <b>; rel=next                    | {"next":{"url":"b","rel":"next"}}
            a; rel = 'next'                                 | {"next":{"url":"a","rel":"next"}}
            """)
    void linksAreFoundByTheirRelation(String header, String links) {
        assertThat(LinkHeader.links(header == null ? "" : header)).hasToString(links);
    }
}
