package io.millrace.cluster.deploy;

import io.millrace.core.environment.Environment;
import io.millrace.flink.job.StateFile;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;

/** Where an environment keeps checkpoints, as this machine reaches it. */
final class CheckpointStorage {

    private CheckpointStorage() {}

    /**
     * Flink has one set of file systems for a process, so that of several environments in one process the last one's
     * object store is reached.
     */
    static StateFile open(Environment environment) {
        if ("s3".equals(environment.checkpoints().getScheme())) {
            FileSystem.initialize(Configuration.fromMap(environment.s3().asMap()), null);
        }
        return StateFile.of(environment.checkpoints());
    }
}
