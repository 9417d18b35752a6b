package io.dataconnector.benchmarks.http;

import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * A client that receives all pages of streams, and does nothing with them: what reading over HTTP costs without reading. It
 * uses the connector's HTTP library. The pages of a stream come one after the other, the streams side by side. A process
 * of its own; it prints how many bytes came.
 */
public final class Drain {
    private static final int BUFFER_SIZE = 1 << 18;

    private final OkHttpClient client = new OkHttpClient();
    private final String url;

    private Drain(String url) {
        this.url = url;
    }

    /**
     * Drains streams.
     *
     * @param arguments the URL of the API, and for each stream its name, a colon and the number of its pages
     */
    public static void main(String[] arguments) throws InterruptedException {
        Drain drain = new Drain(arguments[0]);
        List<Callable<Long>> streams = new ArrayList<>();
        for (String stream : List.of(arguments).subList(1, arguments.length)) {
            String[] parts = stream.split(":", 2);
            int pages = Integer.parseInt(parts[1]);
            streams.add(() -> drain.stream(parts[0], pages));
        }
        System.out.println(drain.all(streams));
        // Its connections keep threads for a while.
        System.exit(0);
    }

    private long all(List<Callable<Long>> streams) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(streams.size());
        long bytes = 0;
        for (Future<Long> stream : threads.invokeAll(streams)) {
            try {
                bytes += stream.get();
            } catch (ExecutionException e) {
                throw new BenchmarkException("Pages cannot be drained: " + e.getCause(), e);
            }
        }
        return bytes;
    }

    private long stream(String name, int pages) {
        byte[] buffer = new byte[BUFFER_SIZE];
        long bytes = 0;
        for (int page = 1; page <= pages; page++) {
            bytes += page(url + path(name, page), buffer);
        }
        return bytes;
    }

    /** Where a page is: {@code /events?cursor=page_2}. */
    static String path(String stream, int page) {
        return page == 1 ? "/" + stream : String.format(Locale.ROOT, "/%s?cursor=page_%d", stream, page);
    }

    private long page(String address, byte[] buffer) {
        try (Response response = client.newCall(
                                new Request.Builder().url(address).build())
                        .execute();
                InputStream body = response.body().byteStream()) {
            if (response.code() != 200) {
                throw new BenchmarkException(address + " is answered with HTTP " + response.code() + ".");
            }
            long bytes = 0;
            for (int received = body.read(buffer); received >= 0; received = body.read(buffer)) {
                bytes += received;
            }
            return bytes;
        } catch (IOException e) {
            throw new BenchmarkException(address + " cannot be drained: " + IoFault.describe(e) + ".", e);
        }
    }
}
