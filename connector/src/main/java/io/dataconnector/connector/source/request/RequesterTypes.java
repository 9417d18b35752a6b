package io.dataconnector.connector.source.request;

/** The types of requesters. Apart from {@link Requester}, so that what is read from files loads nothing of HTTP. */
public final class RequesterTypes {
    private RequesterTypes() {}

    /** The types that are supported. */
    public static String[] supported() {
        return new String[] {"HttpRequester", RequestAdjustment.CUSTOM};
    }
}
