-- Orders with the customer as he is known when the order arrives: told at once, and different in a replay where orders and
-- customers arrive in another order. examples/enrich has the customer of the order's own time, and waits for it.
--
-- Flink refuses such a join in processing time; the process table function in java/WithCustomer.java is it.

CREATE TABLE orders (
  order_id STRING,
  customer_id STRING,
  amount DECIMAL(10, 2),
  ordered_at TIMESTAMP_LTZ(3)
) WITH ('key.fields' = 'customer_id');

-- The newest version of each customer is all that is kept.
CREATE TABLE customers (
  customer_id STRING,
  name STRING,
  tier STRING,
  PRIMARY KEY (customer_id) NOT ENFORCED
);

CREATE TABLE enriched_orders (
  order_id STRING,
  customer_id STRING,
  name STRING,
  tier STRING,
  amount DECIMAL(10, 2),
  ordered_at TIMESTAMP_LTZ(3)
) WITH ('key.fields' = 'order_id');

-- Orders and customers of one customer_id come to one place. The uid is the function's name in the pipeline's state: keep it.
INSERT INTO enriched_orders
SELECT order_id, customer_id, name, tier, amount, ordered_at
FROM WithCustomer(
  orders => TABLE orders PARTITION BY customer_id,
  customers => TABLE customers PARTITION BY customer_id,
  uid => 'with-customer'
);
