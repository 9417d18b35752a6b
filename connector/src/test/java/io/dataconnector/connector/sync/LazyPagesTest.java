package io.dataconnector.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.catalog.Catalog;
import io.dataconnector.connector.catalog.Sources;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.source.Retrieved;
import io.dataconnector.core.memory.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Partitions whose first page is in the record of their parent. */
final class LazyPagesTest {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [items]}
            streams:
              - type: DeclarativeStream
                name: items
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "https://api.example.com", path: "items/{{ stream_partition.shop }}"}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
                  partition_router:
                    type: SubstreamPartitionRouter
                    parent_stream_configs:
                      - type: ParentStreamConfig
                        parent_key: id
                        partition_field: shop
                        lazy_read_pointer: [items]
                        stream:
                          type: DeclarativeStream
                          name: shops
                          retriever:
                            type: SimpleRetriever
                            requester: {type: HttpRequester, url_base: "https://api.example.com", path: shops}
                            record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
            """;
    private static final int MAX_BYTES = 2000;

    @Test
    void firstPagesThatTakeTooMuchMemoryAreRequested() {
        String name = "x".repeat(MAX_BYTES * 2 / 3);
        ScriptedApi api = new ScriptedApi(request -> request.equals("GET /shops")
                ? "[" + shop(1, name) + "," + shop(2, name) + "," + shop(3, "small") + "]"
                : "[{\"id\":\"requested\"}]");
        Catalog catalog = Sources.of(MANIFEST, "{}", api).catalog();
        StreamDefinition items = catalog.stream("items").orElseThrow();
        List<Retrieved> found = new ArrayList<>();

        new Retrievals(() -> api, MAX_BYTES, new MemoryBudget(16 << 20)).read(items, found::add);

        assertThat(found)
                .extracting(record -> record.record().path("id").asText())
                .containsExactly("of 1", "of 2", "requested");
        assertThat(api.requests()).containsExactly("GET /shops", "GET /items/3");
    }

    private static String shop(int id, String name) {
        return "{\"id\":" + id + ",\"items\":[{\"id\":\"of " + id + "\",\"name\":\"" + name + "\"}]}";
    }
}
