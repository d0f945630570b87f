package io.millrace.cluster.deploy;

import java.net.URI;
import java.util.OptionalLong;

/**
 * A pipeline that runs on a cluster.
 *
 * @param job its id there
 * @param restored the checkpoint that it went on from
 * @param console where Flink shows the job
 */
public record Deployed(String pipeline, String job, int parallelism, OptionalLong restored, URI console) {}
