-- Orders with their payment within a minute, or without one.
CREATE TABLE orders (order_id STRING, customer_id STRING, amount DECIMAL(10, 2), at TIMESTAMP_LTZ(3), WATERMARK FOR at AS at - INTERVAL '5' SECOND);
CREATE TABLE payments (payment_id STRING, order_id STRING, amount DECIMAL(10, 2), at TIMESTAMP_LTZ(3), WATERMARK FOR at AS at - INTERVAL '5' SECOND);
CREATE TABLE results (order_id STRING, payment_id STRING);
INSERT INTO results
SELECT o.order_id, p.payment_id
FROM orders o LEFT JOIN payments p
  ON p.order_id = o.order_id AND p.at BETWEEN o.at AND o.at + INTERVAL '1' MINUTE;
