-- Orders and payments of one customer's minute.
CREATE TABLE orders (order_id STRING, customer_id STRING, amount DECIMAL(10, 2), ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE payments (payment_id STRING, order_id STRING, amount DECIMAL(10, 2), ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE results (window_start TIMESTAMP(3), order_id STRING, payment_id STRING);
INSERT INTO results
SELECT COALESCE(o.window_start, p.window_start), o.order_id, p.payment_id
FROM (SELECT * FROM TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) o
FULL OUTER JOIN (SELECT * FROM TUMBLE(TABLE payments, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) p
  ON o.order_id = p.order_id AND o.window_start = p.window_start AND o.window_end = p.window_end;
