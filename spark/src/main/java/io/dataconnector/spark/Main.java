package io.dataconnector.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.output.Summary;
import io.dataconnector.normalizer.quality.Report;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** The program that {@code spark-submit} starts. */
public final class Main {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final Supplier<SparkSession> session;
    private final PrintStream out;
    private final PrintWriter err;

    /** @param session begins the session, once the command line is known to be right */
    Main(Supplier<SparkSession> session, PrintStream out, PrintStream err) {
        this.session = session;
        this.out = out;
        this.err = new PrintWriter(new OutputStreamWriter(err, UTF_8), true);
    }

    /** Runs the program; the process ends with its exit status. */
    public static void main(String[] arguments) {
        Main main =
                new Main(() -> SparkSession.builder().appName("DataConnector").getOrCreate(), System.out, System.err);
        int status = main.run(arguments);
        // A driver whose main method returns has succeeded.
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Answers the exit status. */
    int run(String... arguments) {
        if (List.of(arguments).contains("--help")) {
            out.print(CommandLine.USAGE);
            return 0;
        }
        if (List.of(arguments).contains("--version")) {
            String version = Main.class.getPackage().getImplementationVersion();
            out.println("dataconnector-spark " + (version == null ? "(not built as a jar)" : version));
            return 0;
        }
        try {
            CommandLine line = CommandLine.parse(arguments);
            Report report = run(line);
            if (!line.isQuiet()) {
                new Summary(err, line.options().only().isEmpty()).print(report, line.output());
            }
            return 0;
        } catch (UsageException e) {
            err.println("dataconnector-spark: " + e.getMessage() + ". See --help.");
            return USAGE;
        } catch (NormalizerException e) {
            err.println("dataconnector-spark: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            err.println("dataconnector-spark: " + SparkFault.describe(e));
        }
        return FAILED;
    }

    private Report run(CommandLine line) {
        SparkSession spark = session.get();
        try {
            SparkFault.requireVersion(spark.version());
            ParquetSettings.apply(spark);
            return new SparkRun(spark, line.options(), line.format(), line.maxRejects()).run(line.output());
        } finally {
            spark.stop();
        }
    }
}
