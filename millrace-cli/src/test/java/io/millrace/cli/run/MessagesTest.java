package io.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.Samples;
import io.millrace.cli.terminal.Style;
import io.millrace.local.PipelineStatus;
import io.millrace.local.PipelineStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private final Messages messages = new Messages();

    @Test
    void somethingThatGoesOnChangesInPlace() {
        update(1, "orders: 1 rejected");
        add(2, "a warning");

        update(3, "orders: 2 rejected");
        update(9, "orders: 3 rejected");

        assertThat(texts()).containsExactly("orders: 3 rejected", "a warning");
        assertThat(messages.all().get(0).at()).as("since it began").isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void afterAWhileOfSilenceItIsNews() {
        update(1, "orders: 1 rejected");
        add(2, "a warning");
        update(30, "orders: 1 rejected");
        assertThat(texts()).as("nothing has changed").containsExactly("orders: 1 rejected", "a warning");

        update(31, "orders: 2 rejected");

        assertThat(texts()).containsExactly("a warning", "orders: 2 rejected");
    }

    @Test
    void onlyTheLastPrintedLinesAreKeptAndEveryMessage() {
        add(0, "a warning");
        for (int line = 0; line < 1_000; line++) {
            messages.print(message(1, "line " + line), plain -> {});
        }

        assertThat(texts()).hasSize(201).startsWith("a warning", "line 800").endsWith("line 999");
        assertThat(messages.forgotten()).isEqualTo(800);
    }

    @Test
    void figuresGiveReasonToSaySomething() {
        List<PipelineStatus> pipelines =
                List.of(Samples.sensors(State.RUNNING), Samples.dropping(State.RUNNING), Samples.running("calm", 9));
        Totals now = Totals.of(Instant.EPOCH, pipelines);

        TickMessages.tell(new Tick(Duration.ZERO, pipelines, List.of(), List.of(now), now), messages);

        assertThat(texts())
                .containsExactly(
                        "90 rejected, 80 as VALUE_TYPE, in topic sensors.machine_temperature.rejects",
                        "LOST 4 rows of spend, dropped behind the intake by Window[3]");
    }

    private void add(int second, String text) {
        messages.add(message(second, text), plain -> {});
    }

    private void update(int second, String text) {
        messages.update("rejects in orders", Duration.ofSeconds(second), Style.CAREFUL, text);
    }

    private static Message message(int second, String text) {
        return new Message(Duration.ofSeconds(second), Style.PLAIN, text);
    }

    private List<String> texts() {
        return messages.all().stream().map(Message::text).toList();
    }
}
