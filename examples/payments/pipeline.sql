-- What became of each order: paid within 15 minutes, or not. And the payments that belong to no such order.

CREATE TABLE orders (
  order_id STRING,
  customer_id STRING,
  amount DECIMAL(10, 2),
  ordered_at TIMESTAMP_LTZ(3),
  WATERMARK FOR ordered_at AS ordered_at - INTERVAL '30' SECOND
) WITH ('key.fields' = 'order_id');

CREATE TABLE payments (
  payment_id STRING,
  order_id STRING,
  amount DECIMAL(10, 2),
  paid_at TIMESTAMP_LTZ(3),
  WATERMARK FOR paid_at AS paid_at - INTERVAL '30' SECOND
) WITH ('key.fields' = 'order_id');

CREATE TABLE settlements (
  order_id STRING,
  outcome STRING, -- paid, another amount, unpaid, or stray for a payment without its order
  payment_id STRING,
  ordered DECIMAL(10, 2),
  paid DECIMAL(10, 2),
  ordered_at TIMESTAMP_LTZ(3),
  paid_at TIMESTAMP_LTZ(3)
) WITH ('key.fields' = 'order_id');

-- An interval join: the bounds in time say how long each side is kept, here 15 minutes of orders, and no payment longer
-- than orders may come. BETWEEN has both of its ends, so a payment after exactly 15 minutes counts.
--
-- FULL OUTER, so that nothing is lost on either side: an order without a payment is told when the watermark has passed
-- its 15 minutes, a payment without an order when it has passed the payment. Both sides' event times must have.
--
-- Which side is missing is asked of the event time, which no row lacks. One INSERT, not one for each outcome: Flink
-- would push each filter into a join of its own, and keep everything three times.
INSERT INTO settlements
SELECT
  COALESCE(o.order_id, p.order_id),
  CASE
    WHEN p.paid_at IS NULL THEN 'unpaid'
    WHEN o.ordered_at IS NULL THEN 'stray'
    WHEN p.amount <> o.amount THEN 'another amount'
    ELSE 'paid'
  END,
  p.payment_id,
  o.amount,
  p.amount,
  -- a stream has one event time; the other one has to become a plain column
  CAST(o.ordered_at AS TIMESTAMP_LTZ(3)),
  CAST(p.paid_at AS TIMESTAMP_LTZ(3))
FROM orders o FULL OUTER JOIN payments p
  ON p.order_id = o.order_id AND p.paid_at BETWEEN o.ordered_at AND o.ordered_at + INTERVAL '15' MINUTE;
