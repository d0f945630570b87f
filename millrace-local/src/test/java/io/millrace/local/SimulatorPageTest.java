package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.core.environment.EnvironmentFiles;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.PipelineLoader;
import io.millrace.core.pipeline.ShopStream;
import io.millrace.flink.plan.PipelinePlanner;
import io.millrace.kafka.simulator.ShopEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorPageTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
    private static final String ALERTS =
            "CREATE TABLE alerts (card_id STRING, first_time TIMESTAMP_LTZ(3), third_time TIMESTAMP_LTZ(3));\n";

    @Test
    void theStatementsOfThePageCanBePlannedAndTheirTablesHaveTheColumnsThatAreSent(@TempDir Path folder)
            throws Exception {
        // Given
        List<String> blocks = SQL.matcher(Files.readString(Path.of("..", "docs", "simulator.md")))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
        String tables = blocks.stream()
                .filter(block -> block.startsWith("CREATE TABLE"))
                .collect(Collectors.joining());
        String rule = blocks.get(blocks.size() - 1);
        Files.writeString(folder.resolve("pipeline.sql"), tables + ALERTS + "INSERT INTO alerts\n" + rule + ";\n");
        Pipeline pipeline =
                PipelineLoader.load(List.of(folder), EnvironmentFiles.LOCAL).get(0);

        // When
        PipelinePlanner planner = new PipelinePlanner(pipeline, new Configuration());
        planner.plan();

        // Then
        for (ShopStream stream : ShopStream.values()) {
            JsonNode event = JSON.readTree(
                    ShopEvents.of(stream, 1, 1).event(0, Instant.EPOCH).value());
            assertThat(planner.stream(stream.text()).table().type().getFieldNames())
                    .as(stream.text())
                    .containsExactlyElementsOf(event::fieldNames);
        }
    }
}
