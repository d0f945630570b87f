-- Customers who spend over 1000 in an hour, with their names.

CREATE TABLE orders (
  order_id STRING,
  customer_id STRING,
  amount DECIMAL(10, 2),
  status STRING,
  created_at TIMESTAMP_LTZ(3),
  WATERMARK FOR created_at AS created_at - INTERVAL '5' SECOND
) WITH ('key.fields' = 'order_id');

-- Always the newest version of each customer.
CREATE TABLE customers (
  customer_id STRING,
  name STRING,
  city STRING,
  tier STRING,
  updated_at TIMESTAMP_LTZ(3),
  PRIMARY KEY (customer_id) NOT ENFORCED
);

CREATE TABLE big_spenders (
  customer_id STRING,
  window_start TIMESTAMP(3),
  window_end TIMESTAMP(3),
  name STRING,
  tier STRING,
  total_spent DECIMAL(38, 2),
  order_count BIGINT,
  PRIMARY KEY (customer_id, window_start) NOT ENFORCED
);

CREATE VIEW hourly_spend AS
SELECT customer_id, window_start, window_end, SUM(amount) AS total_spent, COUNT(*) AS order_count
FROM TUMBLE(TABLE orders, DESCRIPTOR(created_at), INTERVAL '1' HOUR)
WHERE status <> 'cancelled'
GROUP BY customer_id, window_start, window_end
HAVING SUM(amount) > 1000;

-- An ordinary join keeps both sides, and writes a row anew when the customer changes.
INSERT INTO big_spenders
SELECT s.customer_id, window_start, window_end, c.name, c.tier, total_spent, order_count
FROM hourly_spend s LEFT JOIN customers c ON c.customer_id = s.customer_id;
