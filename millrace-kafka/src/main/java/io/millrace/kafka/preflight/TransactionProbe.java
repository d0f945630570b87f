package io.millrace.kafka.preflight;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens a transaction and gives it up: rights to transactional ids cannot be asked for, only tried. */
public final class TransactionProbe {

    private static final String NAME = "preflight";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TransactionProbe() {}

    /**
     * @param settings of the pipeline's producers
     * @param prefix of the pipeline's transactional ids
     * @throws MillraceException RIGHTS_MISSING, or TRANSACTIONS_UNSAFE if the brokers refuse the settings
     */
    public static void run(Properties settings, String prefix) {
        Properties own = new Properties();
        own.putAll(settings);
        own.setProperty("transactional.id", prefix + NAME);
        own.setProperty("max.block.ms", String.valueOf(PATIENCE.toMillis()));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.abortTransaction();
        } catch (AuthorizationException e) {
            throw new MillraceException(
                    ErrorCode.RIGHTS_MISSING,
                    "this user may not use transactional ids that begin \"%s\": %s".formatted(prefix, e.getMessage()),
                    "grant it: kafka-acls.sh --add --allow-principal User:NAME --operation Write --operation Describe"
                            + " --transactional-id '%s' --resource-pattern-type prefixed".formatted(prefix),
                    e);
        } catch (KafkaException e) {
            throw new MillraceException(
                    ErrorCode.TRANSACTIONS_UNSAFE,
                    "the brokers did not open a transaction for trial: " + e.getMessage(),
                    "check that the coordinator of transactions has enough brokers (transaction.state.log.min.isr), and try again",
                    e);
        }
    }
}
