-- What each customer has ordered, and what of it has been invoiced. Orders and invoices come from the programs here.

CREATE TABLE orders (
  order_id STRING,
  customer_id STRING, -- the record's key; the programs do not repeat it in the value
  amount DECIMAL(10, 2),
  ordered_at TIMESTAMP_LTZ(3)
) WITH ('key.fields' = 'customer_id');

CREATE TABLE invoices (
  customer_id STRING,
  invoiced_at TIMESTAMP_LTZ(3),
  ordered ROW<order_id STRING, amount DECIMAL(10, 2)>
) WITH ('key.fields' = 'customer_id');

CREATE TABLE customer_totals (
  customer_id STRING,
  ordered DECIMAL(38, 2),
  invoiced DECIMAL(38, 2),
  PRIMARY KEY (customer_id) NOT ENFORCED
);

-- Totals without a window are kept for ever, a row per customer: that is meant.
SET 'table.exec.state.ttl' = '0 ms';

INSERT INTO customer_totals
SELECT customer_id, SUM(ordered), SUM(invoiced)
FROM (
  SELECT customer_id, amount AS ordered, CAST(0 AS DECIMAL(10, 2)) AS invoiced FROM orders
  UNION ALL
  SELECT customer_id, 0, ordered.amount FROM invoices
)
GROUP BY customer_id;
