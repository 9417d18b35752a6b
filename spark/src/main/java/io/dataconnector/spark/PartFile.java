package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;

/**
 * A file that an attempt at a task writes below the folder of attempts. Another attempt at the same task, after a
 * failure or beside it, writes another file; the driver takes that of the attempt whose result Spark takes.
 *
 * @param entry the table that it is a part of, or another result
 * @param name below the folder of attempts
 */
record PartFile(String entry, String name) {
    private static final int BUFFER_SIZE = 1 << 16;

    PartFile {
        requireNonNull(entry, "entry is null");
        requireNonNull(name, "name is null");
    }

    /** The file of the current attempt. */
    static PartFile ofAttempt(String entry, int partition, String suffix) {
        long attempt = TaskContext.get().taskAttemptId();
        return new PartFile(entry, entry + "/" + partName(partition, "-" + attempt + suffix));
    }

    /** The name of a part: {@code part-00000.csv}. */
    static String partName(int partition, String suffix) {
        return String.format(Locale.ROOT, "part-%05d%s", partition, suffix);
    }

    OutputStream create(String attempts, Configuration hadoop) throws IOException {
        Path file = new Path(new Path(attempts), name);
        FileSystem files = file.getFileSystem(hadoop);
        files.setWriteChecksum(false);
        return new BufferedOutputStream(files.create(file, false), BUFFER_SIZE);
    }
}
