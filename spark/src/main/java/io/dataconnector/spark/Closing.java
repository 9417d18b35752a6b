package io.dataconnector.spark;

import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** Closes what a task leaves open when it ends, also if it fails or is stopped. */
final class Closing {
    private Closing() {}

    static void atEndOfTask(Runnable close) {
        TaskCompletionListener listener = context -> close.run();
        TaskContext.get().addTaskCompletionListener(listener);
    }
}
