package io.dataconnector.connector.extension;

/**
 * A component of a manifest that is a class of its own. Which of the roles it has is for its class to say; the manifest may
 * use it where that role is asked for. It is used by several threads at once.
 */
public sealed interface CustomComponent
        permits CustomRecordExtractor,
                CustomTransformation,
                CustomBackoffStrategy,
                CustomErrorHandler,
                CustomAuthenticator,
                CustomRequester,
                CustomPartitionRouter,
                CustomPaginationStrategy,
                CustomRecordFilter,
                CustomDecoder,
                CustomStateMigration,
                CustomConfigTransformation,
                CustomSchemaLoader {}
