package io.millrace.local.cluster;

import java.lang.reflect.Field;
import java.util.List;
import org.apache.flink.runtime.minicluster.MiniCluster;

/**
 * Lets a cluster run jobs that bring no classes under the process's own class loader, as its job manager does anyway.
 * Otherwise each job has a loader of its own, and for each loader Flink compiles anew what the planner generated, which
 * takes longer than all else that a job needs to start.
 */
final class SharedClassLoader {

    private SharedClassLoader() {}

    /** @throws IllegalStateException if Flink is made otherwise than the version this was written for */
    static void use(MiniCluster running) {
        try {
            for (Object taskManager : (List<?>) field(running, "taskManagers").get(running)) {
                Object libraries = field(taskManager, "libraryCacheManager").get(taskManager);
                field(libraries, "wrapsSystemClassLoader").setBoolean(libraries, true);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Flink's task managers are made otherwise", e);
        }
    }

    private static Field field(Object owner, String name) throws NoSuchFieldException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
