-- Orders with their payment within a minute, or without one.
CREATE TABLE orders (order_id STRING, customer_id STRING, amount DECIMAL(10, 2), ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE payments (payment_id STRING, order_id STRING, amount DECIMAL(10, 2), ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE results (order_id STRING, payment_id STRING);
INSERT INTO results
SELECT o.order_id, p.payment_id
FROM orders o LEFT JOIN payments p
  ON p.order_id = o.order_id AND p.ts BETWEEN o.ts AND o.ts + INTERVAL '1' MINUTE;
