#!/usr/bin/env python3
"""Sends orders, each once, and those of one customer in order. Arguments: broker, how many."""

import json
import random
import sys
import time
from datetime import datetime, timezone

from confluent_kafka import Producer

broker = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:9092"
count = int(sys.argv[2]) if len(sys.argv) > 2 else 20

producer = Producer({
    "bootstrap.servers": broker,
    # A record that is sent again because an answer got lost is stored once, and in its place.
    "enable.idempotence": True,
    # Stored by every broker that is in sync, not only by the first.
    "acks": "all",
    # As Java's clients and Millrace do it. The default here is another one: a key's records would be in two partitions.
    "partitioner": "murmur2_random",
    # How long it tries before a record is given up, and how long a record may wait for others to be sent with.
    "message.timeout.ms": 120_000,
    "linger.ms": 5,
})
lost = 0


def told(failure, record):
    """produce() only puts the record into a buffer. Whether it was stored is told here, from poll() and flush()."""
    global lost
    if failure is not None:
        lost += 1
        print("not stored:", failure, file=sys.stderr)
    else:
        print(record.key().decode(), "partition", record.partition(), "offset", record.offset())


for number in range(1, count + 1):
    order = {
        "order_id": f"{time.time_ns():x}-{number}",
        "amount": random.randint(500, 9500) / 100,
        "ordered_at": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }
    # The key decides the partition: records of one key stay in order. It is also the table's customer_id.
    producer.produce("orders", key=f"c{random.randint(1, 5)}", value=json.dumps(order), on_delivery=told)
    producer.poll(0)

producer.flush()  # waits until everything has been sent
sys.exit(1 if lost else 0)
