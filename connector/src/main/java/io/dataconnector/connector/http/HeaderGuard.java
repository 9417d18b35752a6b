package io.dataconnector.connector.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Response;
import okio.AsyncTimeout;

/** Ends a call whose headers trickle: the client's read timeout begins anew with each byte. */
final class HeaderGuard extends AsyncTimeout {
    private final Call call;
    private final Duration limit;
    private volatile boolean isLate;

    private HeaderGuard(Call call, Duration limit) {
        this.call = call;
        this.limit = limit;
        timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Sends a request.
     *
     * @param limit until when the headers of its response must be there, from before the connection on
     * @throws StalledException if they are not
     */
    static Response execute(Call call, Duration limit) throws IOException {
        return new HeaderGuard(call, limit).execute();
    }

    private Response execute() throws IOException {
        enter();
        try {
            return call.execute();
        } catch (IOException e) {
            throw isLate ? StalledException.inHeaders(limit) : e;
        } finally {
            exit();
        }
    }

    @Override
    protected void timedOut() {
        isLate = true;
        call.cancel();
    }
}
