-- Revenue per customer and hour, twice: final when the hour closes, and running with every order.

CREATE TABLE orders (
  order_id STRING,
  customer_id STRING,
  amount DECIMAL(10, 2), -- refunds are negative
  status STRING,
  created_at TIMESTAMP_LTZ(3),
  WATERMARK FOR created_at AS created_at - INTERVAL '30' SECOND
);

-- Final: one row for each customer who spent over 1000 in an hour, written once, when the hour has closed.
CREATE TABLE customer_hourly_spend (
  customer_id STRING,
  window_start TIMESTAMP(3),
  total_spent DECIMAL(38, 2),
  order_count BIGINT,
  PRIMARY KEY (customer_id, window_start) NOT ENFORCED
);

-- Running: every customer's hours so far, written anew with every order.
CREATE TABLE customer_spend_so_far (
  customer_id STRING,
  window_start TIMESTAMP(3),
  total_spent DECIMAL(38, 2),
  order_count BIGINT,
  over_limit BOOLEAN,
  PRIMARY KEY (customer_id, window_start) NOT ENFORCED
);

-- Grouped by both ends of the window: a window aggregate, which waits until the watermark has passed window_end.
INSERT INTO customer_hourly_spend
SELECT customer_id, window_start, SUM(amount), COUNT(*)
FROM TUMBLE(TABLE orders, DESCRIPTOR(created_at), INTERVAL '1' HOUR)
GROUP BY customer_id, window_start, window_end
HAVING SUM(amount) > 1000;

-- Without window_end: an ordinary aggregate, which updates at once and never closes.
INSERT INTO customer_spend_so_far
SELECT customer_id, window_start, SUM(amount), COUNT(*), SUM(amount) > 1000
FROM TUMBLE(TABLE orders, DESCRIPTOR(created_at), INTERVAL '1' HOUR)
GROUP BY customer_id, window_start;
