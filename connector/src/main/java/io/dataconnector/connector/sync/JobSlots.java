package io.dataconnector.connector.sync;

/** The asynchronous jobs of all streams of a read that run at the same time. Thread-safe. */
final class JobSlots {
    private int taken;

    /**
     * Takes a slot for another job.
     *
     * @param most how many jobs may run at once
     * @return whether there was one
     */
    synchronized boolean tryTake(int most) {
        if (taken >= most) {
            return false;
        }
        taken++;
        return true;
    }

    synchronized void giveBack() {
        taken--;
    }
}
