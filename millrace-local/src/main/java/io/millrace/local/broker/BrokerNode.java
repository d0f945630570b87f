package io.millrace.local.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import scala.Tuple2;

/**
 * Controller and broker of one node, put together as {@link KafkaRaftServer} does. That class would do, but for two
 * things it fixes: how sockets are opened, and that a fatal fault ends the process.
 */
final class BrokerNode {

    private final ControllerServer controller;
    private final BrokerServer broker;

    BrokerNode(Properties settings, BoundPorts ports, BrokerFaults faults) {
        KafkaConfig config = new KafkaConfig(settings, false);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> stored = KafkaRaftServer.initializeLogDirs(
                config, org.slf4j.LoggerFactory.getLogger(BrokerNode.class), "[node 1] ");
        SharedServer shared = new SharedServer(
                config,
                stored._1(),
                Time.SYSTEM,
                new Metrics(new MetricConfig(), new ArrayList<>(), Time.SYSTEM, true),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                faults,
                ports);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2());
        broker = new BrokerServer(shared);
    }

    /** Returns once clients are served. The controller goes first: the broker registers with it. */
    void startup() {
        controller.startup();
        broker.startup();
    }

    /** Flushes every log and marks them clean. The broker goes first: it takes its leave of the controller. */
    void shutdown(Duration goodbye) {
        broker.shutdown(goodbye);
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
    }
}
