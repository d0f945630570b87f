#!/usr/bin/env python3
"""Makes an invoice of each order, exactly one over any crash. Arguments: broker, after how many orders to stop."""

import json
import math
import sys
from datetime import datetime, timezone

from confluent_kafka import Consumer, KafkaException, Producer

broker = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:9092"
stop_after = int(sys.argv[2]) if len(sys.argv) > 2 else math.inf

consumer = Consumer({
    "bootstrap.servers": broker,
    "group.id": "invoicer",
    "auto.offset.reset": "earliest",
    # After how long without a sign of life the others get a consumer's partitions.
    "session.timeout.ms": 10_000,
    "isolation.level": "read_committed",
    # Offsets are committed by the producer, in the same transaction as the invoices.
    "enable.auto.commit": False,
})
producer = Producer({
    "bootstrap.servers": broker,
    "partitioner": "murmur2_random",
    # The same one after a restart, another one for each process that runs at the same time. It implies idempotence.
    "transactional.id": "invoicer-1",
    # The broker takes back a transaction that is open for longer: readers would wait for it.
    "transaction.timeout.ms": 30_000,
})

# Takes back what an earlier process of this id left open, and shuts that process out should it still run.
producer.init_transactions()
consumer.subscribe(["orders"])
handled = 0
try:
    while handled < stop_after:
        orders = consumer.consume(num_messages=500, timeout=0.5)
        if not orders:
            continue
        producer.begin_transaction()
        for order in orders:
            if order.error():
                raise KafkaException(order.error())
            now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            invoice = {"invoiced_at": now, "ordered": json.loads(order.value())}
            producer.produce("invoices", key=order.key(), value=json.dumps(invoice))
        # Invoices and offsets become visible together, or not at all.
        producer.send_offsets_to_transaction(
            consumer.position(consumer.assignment()), consumer.consumer_group_metadata())
        producer.commit_transaction()
        handled += len(orders)
        print(handled, "invoices")
except KeyboardInterrupt:
    pass
finally:
    consumer.close()
# Whatever fails, the program ends, and the next start takes back what was open and begins at the last commit.
# Going on in the same process needs abort_transaction(), and then seek() to the committed offsets.
