-- Orders with the customer as he was when he ordered, whatever he became later: an event-time temporal join.

CREATE TABLE orders (
  order_id STRING,
  customer_id STRING,
  amount DECIMAL(10, 2),
  ordered_at TIMESTAMP_LTZ(3),
  WATERMARK FOR ordered_at AS ordered_at - INTERVAL '10' SECOND
) WITH ('key.fields' = 'customer_id');

-- Every change of a customer, newest last. The primary key makes it an upsert stream, and with an event time beside it
-- the join can go back to any version.
CREATE TABLE customers (
  customer_id STRING,
  name STRING,
  tier STRING,
  changed_at TIMESTAMP_LTZ(3), -- the version holds from here on
  PRIMARY KEY (customer_id) NOT ENFORCED,
  WATERMARK FOR changed_at AS changed_at - INTERVAL '10' SECOND
);

CREATE TABLE enriched_orders (
  order_id STRING,
  customer_id STRING,
  name STRING,
  tier STRING,
  amount DECIMAL(10, 2),
  ordered_at TIMESTAMP_LTZ(3)
) WITH ('key.fields' = 'order_id');

-- An order waits until both watermarks have passed it: only then can no earlier version of its customer still come.
-- LEFT, so that an order of an unknown customer is kept, without name and tier.
INSERT INTO enriched_orders
SELECT o.order_id, o.customer_id, c.name, c.tier, o.amount, o.ordered_at
FROM orders o LEFT JOIN customers FOR SYSTEM_TIME AS OF o.ordered_at AS c
  ON c.customer_id = o.customer_id;
