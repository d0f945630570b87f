-- Orders that were not paid within two minutes, or with another amount.

CREATE TABLE orders (
  order_id STRING,
  customer_id STRING,
  amount DECIMAL(10, 2),
  status STRING,
  created_at TIMESTAMP_LTZ(3),
  WATERMARK FOR created_at AS created_at - INTERVAL '5' SECOND
) WITH ('key.fields' = 'order_id');

CREATE TABLE payments (
  payment_id STRING,
  order_id STRING,
  amount DECIMAL(10, 2),
  `method` STRING,
  paid_at TIMESTAMP_LTZ(3),
  WATERMARK FOR paid_at AS paid_at - INTERVAL '5' SECOND
) WITH ('key.fields' = 'order_id');

CREATE TABLE payment_problems (
  order_id STRING,
  problem STRING,
  ordered DECIMAL(10, 2),
  paid DECIMAL(10, 2),
  created_at TIMESTAMP_LTZ(3)
) WITH ('key.fields' = 'order_id');

-- An interval join: an order waits two minutes for its payments, and its state goes with it.
INSERT INTO payment_problems
SELECT order_id, CASE WHEN paid IS NULL THEN 'not paid' ELSE 'another amount' END, ordered, paid, created_at
FROM (
  SELECT o.order_id, o.amount AS ordered, p.amount AS paid, o.created_at
  FROM orders o LEFT JOIN payments p
    ON p.order_id = o.order_id AND p.paid_at BETWEEN o.created_at AND o.created_at + INTERVAL '2' MINUTE
  WHERE o.status <> 'cancelled'
)
WHERE paid IS NULL OR paid <> ordered;
