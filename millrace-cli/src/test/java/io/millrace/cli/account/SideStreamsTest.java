package io.millrace.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SideStreamsTest {

    @Test
    void aTopicThatIsNoPlainWordIsQuotedForTheShell() {
        String topic = new SideStreams("p", "it's; rm -rf").rejects();

        assertThat(SideStreams.peek(topic, "127.0.0.1:9092")).contains(" -t 'p.it'\\''s; rm -rf.rejects' ");
    }
}
