package io.dataconnector.connector.manifest;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/**
 * The type of a component that does not name it, by the place that it has in another (in the CDK, {@code
 * DEFAULT_MODEL_TYPES} and {@code CUSTOM_COMPONENTS_MAPPING}).
 */
final class DefaultTypes {
    private static final Map<String, String> TYPES = Map.ofEntries(
            entry("CompositeErrorHandler.error_handlers", "DefaultErrorHandler"),
            entry("CursorPagination.decoder", "JsonDecoder"),
            entry("DatetimeBasedCursor.end_datetime", "MinMaxDatetime"),
            entry("DatetimeBasedCursor.end_time_option", "RequestOption"),
            entry("DatetimeBasedCursor.start_datetime", "MinMaxDatetime"),
            entry("DatetimeBasedCursor.start_time_option", "RequestOption"),
            entry("DeclarativeSource.check", "CheckStream"),
            entry("DeclarativeSource.spec", "Spec"),
            entry("DeclarativeSource.streams", "DeclarativeStream"),
            entry("DeclarativeStream.retriever", "SimpleRetriever"),
            entry("DeclarativeStream.schema_loader", "JsonFileSchemaLoader"),
            entry("DynamicDeclarativeStream.stream_template", "DeclarativeStream"),
            entry("DynamicDeclarativeStream.components_resolver", "ConfigComponentResolver"),
            entry("HttpComponentsResolver.retriever", "SimpleRetriever"),
            entry("HttpComponentsResolver.components_mapping", "ComponentMappingDefinition"),
            entry("ConfigComponentsResolver.stream_config", "StreamConfig"),
            entry("ConfigComponentsResolver.components_mapping", "ComponentMappingDefinition"),
            entry("DefaultErrorHandler.response_filters", "HttpResponseFilter"),
            entry("DefaultPaginator.decoder", "JsonDecoder"),
            entry("DefaultPaginator.page_size_option", "RequestOption"),
            entry("DpathExtractor.decoder", "JsonDecoder"),
            entry("DpathExtractor.record_expander", "RecordExpander"),
            entry("HttpRequester.error_handler", "DefaultErrorHandler"),
            entry("ListPartitionRouter.request_option", "RequestOption"),
            entry("ParentStreamConfig.request_option", "RequestOption"),
            entry("ParentStreamConfig.stream", "DeclarativeStream"),
            entry("RecordExpander.parent_fields", "ParentFieldPath"),
            entry("RecordSelector.extractor", "DpathExtractor"),
            entry("RecordSelector.record_filter", "RecordFilter"),
            entry("SimpleRetriever.paginator", "NoPagination"),
            entry("SimpleRetriever.record_selector", "RecordSelector"),
            entry("SimpleRetriever.requester", "HttpRequester"),
            entry("SubstreamPartitionRouter.parent_stream_configs", "ParentStreamConfig"),
            entry("AddFields.fields", "AddedFieldDefinition"),
            entry("CustomPartitionRouter.parent_stream_configs", "ParentStreamConfig"),
            entry("DynamicSchemaLoader.retriever", "SimpleRetriever"),
            entry("SchemaTypeIdentifier.types_map", "TypesMap"));

    private static final Map<String, String> CUSTOM_TYPES = Map.ofEntries(
            entry("CompositeErrorHandler.backoff_strategies", "CustomBackoffStrategy"),
            entry("DeclarativeStream.retriever", "CustomRetriever"),
            entry("DeclarativeStream.transformations", "CustomTransformation"),
            entry("DefaultErrorHandler.backoff_strategies", "CustomBackoffStrategy"),
            entry("DefaultPaginator.pagination_strategy", "CustomPaginationStrategy"),
            entry("HttpRequester.authenticator", "CustomAuthenticator"),
            entry("HttpRequester.error_handler", "CustomErrorHandler"),
            entry("RecordSelector.extractor", "CustomRecordExtractor"),
            entry("SimpleRetriever.partition_router", "CustomPartitionRouter"));

    private DefaultTypes() {}

    /**
     * The type of a component without one.
     *
     * @param place the type of the component that it is part of, a dot and the name of the member
     * @param isCustom whether it names a class of its own
     */
    static Optional<String> at(String place, boolean isCustom) {
        return Optional.ofNullable((isCustom ? CUSTOM_TYPES : TYPES).get(place));
    }
}
