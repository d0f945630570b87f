-- Joins that keep both sides: inner, left, full, and one that only asks whether there is a match.
CREATE TABLE orders (order_id STRING, customer_id STRING, amount DECIMAL(10, 2), ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE payments (payment_id STRING, order_id STRING, amount DECIMAL(10, 2), ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE paid (order_id STRING, payment_id STRING, PRIMARY KEY (order_id, payment_id) NOT ENFORCED);
CREATE TABLE orders_with_payment (order_id STRING, payment_id STRING, PRIMARY KEY (order_id) NOT ENFORCED);
CREATE TABLE both_sides (order_id STRING, payment_id STRING, matched BOOLEAN, PRIMARY KEY (order_id, payment_id) NOT ENFORCED);
CREATE TABLE order_ids (order_id STRING, PRIMARY KEY (order_id) NOT ENFORCED);
INSERT INTO paid SELECT o.order_id, p.payment_id FROM orders o JOIN payments p ON o.order_id = p.order_id;
INSERT INTO orders_with_payment SELECT o.order_id, p.payment_id FROM orders o LEFT JOIN payments p ON o.order_id = p.order_id;
INSERT INTO both_sides
SELECT COALESCE(o.order_id, ''), COALESCE(p.payment_id, ''), o.order_id IS NOT NULL AND p.payment_id IS NOT NULL
FROM orders o FULL OUTER JOIN payments p ON o.order_id = p.order_id;
INSERT INTO order_ids SELECT order_id FROM orders WHERE order_id IN (SELECT order_id FROM payments);
