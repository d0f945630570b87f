package io.millrace.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.awaitility.Awaitility;

/** A broker in a process of its own that takes encrypted connections of users with passwords, and no others. */
final class SecuredBroker implements AutoCloseable {

    /** Name and password of a user that is there from the start. */
    static final String ADMINISTRATOR = "admin";

    private static final String STORE_PASSWORD = "for-tests";

    private final Path directory;
    private final int port;
    private final Process process;

    private SecuredBroker(Path directory, int port, Process process) {
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    static SecuredBroker start(Path directory) throws Exception {
        Files.createDirectories(directory);
        makeCertificate(directory);
        int port = FreePorts.any();
        int controller = FreePorts.any();
        Path data = directory.resolve("data");
        Path file = directory.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings(directory, data, port, controller).store(writer, "");
        }
        format(data);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "kafka.Kafka",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("broker.out").toFile())
                .start();
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> FreePorts.listens(port));
        return new SecuredBroker(directory, port, process);
    }

    private static void makeCertificate(Path directory) throws Exception {
        Path store = directory.resolve("broker.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "RSA",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        Files.writeString(directory.resolve("ca.pem"), pem(store));
    }

    private static String pem(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getCertificate("broker").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static Properties settings(Path directory, Path data, int port, int controller) {
        Properties all = new Properties();
        all.setProperty("process.roles", "broker,controller");
        all.setProperty("node.id", "1");
        all.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controller);
        all.setProperty("listeners", "SECURED://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        all.setProperty("inter.broker.listener.name", "SECURED");
        all.setProperty("controller.listener.names", "CONTROLLER");
        all.setProperty("listener.security.protocol.map", "SECURED:SASL_SSL,CONTROLLER:PLAINTEXT");
        all.setProperty("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        all.setProperty("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512");
        all.setProperty(
                "listener.name.secured.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"admin\" password=\"admin\";");
        all.setProperty("ssl.keystore.type", "PKCS12");
        all.setProperty("ssl.keystore.location", directory.resolve("broker.p12").toString());
        all.setProperty("ssl.keystore.password", STORE_PASSWORD);
        all.setProperty("ssl.key.password", STORE_PASSWORD);
        all.setProperty("ssl.truststore.type", "PEM");
        all.setProperty("ssl.truststore.location", directory.resolve("ca.pem").toString());
        all.setProperty("log.dirs", data.toString());
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            all.setProperty(topic + ".replication.factor", "1");
            all.setProperty(topic + ".num.partitions", "1");
        }
        all.setProperty("transaction.state.log.min.isr", "1");
        return all;
    }

    private static void format(Path data) throws Exception {
        Files.createDirectories(data);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setUnstableFeatureVersionsEnabled(false)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString())
                .setScramArguments(
                        List.of("SCRAM-SHA-512=[name=\"" + ADMINISTRATOR + "\",password=\"" + ADMINISTRATOR + "\"]"))
                .run();
    }

    /** The format's own way of giving passwords knows no quotes. */
    void add(Properties administrator, String user, String password) throws Exception {
        try (Admin admin = Admin.create(administrator)) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                    .all()
                    .get();
        }
    }

    Path certificate() {
        return directory.resolve("ca.pem");
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
