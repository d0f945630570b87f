-- Orders in the customer's currency of the order's time.
CREATE TABLE orders (order_id STRING, currency STRING, amount DECIMAL(10, 2), ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE rates (currency STRING, rate DECIMAL(10, 4), valid_from TIMESTAMP_LTZ(3), WATERMARK FOR valid_from AS valid_from, PRIMARY KEY (currency) NOT ENFORCED);
CREATE TABLE converted (order_id STRING, amount DECIMAL(10, 2));
INSERT INTO converted
SELECT o.order_id, CAST(o.amount * r.rate AS DECIMAL(10, 2))
FROM orders o JOIN rates FOR SYSTEM_TIME AS OF o.ts AS r ON o.currency = r.currency;
