package io.millrace.cluster.deploy;

import io.millrace.core.environment.Environment;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What the user asked to have deployed.
 *
 * @param path of the pipeline
 * @param parallelism for this run; empty for what the pipeline's settings say, else as many slots as are free, at most 4
 * @param fresh forget the pipeline's state, results, late rows and rejects first
 * @param jobJar the jar that goes to the cluster with every job
 */
public record DeployRequest(
        Path path, Environment environment, DeployStart start, OptionalInt parallelism, boolean fresh, Path jobJar) {}
