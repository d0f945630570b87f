#!/usr/bin/env python3
"""Reads a topic and remembers how far it came. Arguments: broker, topic, group, after how many records to stop."""

import math
import sys

from confluent_kafka import Consumer, KafkaException

broker = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:9092"
topic = sys.argv[2] if len(sys.argv) > 2 else "customer_totals"
group = sys.argv[3] if len(sys.argv) > 3 else "reader"
stop_after = int(sys.argv[4]) if len(sys.argv) > 4 else math.inf

consumer = Consumer({
    "bootstrap.servers": broker,
    # Consumers of one group share the partitions. Each group has offsets of its own: two groups both read all.
    "group.id": group,
    # Where a group begins that has no offsets yet. Afterwards it goes on where it was.
    "auto.offset.reset": "earliest",
    # After how long without a sign of life the others get a consumer's partitions.
    "session.timeout.ms": 10_000,
    # Only what was committed: the default here, unlike in Java.
    "isolation.level": "read_committed",
    # We say ourselves when a record has been handled.
    "enable.auto.commit": False,
})


def handle(record):
    # No value: its key is deleted, where the topic is a table with a primary key.
    value = "(deleted)" if record.value() is None else record.value().decode()
    print(f"{record.partition()}/{record.offset()} {record.key().decode()} {value}")


consumer.subscribe([topic])
handled = 0
try:
    while handled < stop_after:
        records = consumer.consume(num_messages=500, timeout=0.5)
        for record in records:
            if record.error():
                raise KafkaException(record.error())
            handle(record)
        handled += len(records)
        if records:
            # After handling, never before: a crash in between hands the last records out again, but loses none.
            consumer.commit(asynchronous=False)
except KeyboardInterrupt:
    print("stopped; the next start goes on from here")
finally:
    consumer.close()  # leaves the group, so that the others get its partitions at once
