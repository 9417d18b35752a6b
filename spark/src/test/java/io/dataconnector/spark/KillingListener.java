package io.dataconnector.spark;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationStart;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Kills the executor, with SIGKILL, that begins the first task that reads inputs, and the one that begins the first task
 * that folds and writes tables.
 */
public final class KillingListener extends SparkListener {
    private final Map<Integer, String> stages = new HashMap<>();
    private final Set<String> killed = new HashSet<>();
    private String application = "";

    /** As Spark makes it. */
    public KillingListener(SparkConf conf) {}

    @Override
    public void onApplicationStart(SparkListenerApplicationStart start) {
        application = start.appId().get();
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
        Set<String> names = new HashSet<>();
        CollectionConverters.asJava(submitted.stageInfo().rddInfos()).forEach(rdd -> names.add(rdd.name()));
        for (String name : Set.of(Tables.READ, Tables.FOLDED)) {
            if (names.contains(name) && !stages.containsValue(name)) {
                stages.put(submitted.stageInfo().stageId(), name);
            }
        }
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
        String work = stages.get(start.stageId());
        if (work != null && killed.add(work)) {
            String executor = start.taskInfo().executorId();
            Optional<ProcessHandle> process = ProcessHandle.allProcesses()
                    .filter(candidate -> isExecutor(candidate, executor))
                    .findFirst();
            boolean isKilled = process.map(ProcessHandle::destroyForcibly).orElse(false);
            System.err.println((isKilled ? "killed while: " : "not killed while: ") + work);
        }
    }

    private boolean isExecutor(ProcessHandle process, String executor) {
        String line = String.join(" ", process.info().arguments().orElse(new String[0]));
        return line.contains("CoarseGrainedExecutorBackend")
                && line.contains(" --executor-id " + executor + " ")
                && line.contains(application);
    }
}
