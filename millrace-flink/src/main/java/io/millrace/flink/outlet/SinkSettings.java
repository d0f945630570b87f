package io.millrace.flink.outlet;

import java.io.Serializable;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * How the sinks of a pipeline write.
 *
 * @param producer settings of every producer, {@code bootstrap.servers} and {@code transaction.timeout.ms} among them
 * @param guarantee of every sink, rejects and late rows included
 * @param transactionPrefix begins every transactional id, e.g. {@code millrace-orders-}
 * @param restored what is known of the checkpoint that the job begins with
 */
public record SinkSettings(
        Properties producer, DeliveryGuarantee guarantee, String transactionPrefix, RestoredTransactions restored)
        implements Serializable {}
