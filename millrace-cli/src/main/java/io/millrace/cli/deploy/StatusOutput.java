package io.millrace.cli.deploy;

import io.millrace.cluster.deploy.PipelineReport;
import io.millrace.core.environment.Environment;
import java.util.List;

/** Shows how pipelines do. */
interface StatusOutput {

    void show(Environment environment, List<PipelineReport> reports);
}
