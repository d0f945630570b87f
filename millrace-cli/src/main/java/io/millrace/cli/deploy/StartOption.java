package io.millrace.cli.deploy;

import io.millrace.cluster.deploy.DeployStart;
import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code earliest}, {@code latest}, {@code resume} or a time. */
final class StartOption implements ITypeConverter<DeployStart> {

    @Override
    public DeployStart convert(String text) {
        switch (text) {
            case "earliest":
                return DeployStart.EARLIEST;
            case "latest":
                return DeployStart.LATEST;
            case "resume":
                return DeployStart.RESUME;
            default:
                try {
                    return DeployStart.at(Instant.parse(text));
                } catch (DateTimeException e) {
                    throw new TypeConversionException(
                            "'" + text + "' is not earliest, latest, resume or a time such as 2026-01-31T12:00:00Z");
                }
        }
    }
}
