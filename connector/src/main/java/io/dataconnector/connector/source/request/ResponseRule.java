package io.dataconnector.connector.source.request;

import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.http.ResponsePolicy.Sight;
import io.dataconnector.connector.http.Verdict;
import java.util.Optional;

/** What an error handler does about some of the responses. Used by several threads at once. */
interface ResponseRule {
    /** What it has to see of the body of a response. */
    Sight sight(ResponseHead head);

    /** Whether it may have a response tried again. */
    boolean mayRetry(ResponseHead head);

    /** What is done about a response; nothing if it is none of those that this rule is for. */
    Optional<Verdict> judge(Answer answer);
}
