-- One status per pizza order, out of three topics that know it by store and number: orders, completions, cancellations.

-- Coupons, order lines and the day come too; what is not declared is read over. Nothing here has a time of day, so no
-- table has a watermark, and nothing is ever late.
CREATE TABLE pizza_orders (
  storeNumber INT,
  storeOrderId INT
) WITH ('key.fields' = 'storeNumber;storeOrderId');

CREATE TABLE pizza_completions (
  storeNumber INT,
  storeOrderId INT,
  rackTimeSecs INT, -- that it lay ready
  orderDeliveryTimeSecs INT -- from the order to the door
) WITH ('key.fields' = 'storeNumber;storeOrderId');

CREATE TABLE pizza_cancellations (
  storeNumber INT,
  storeOrderId INT
) WITH ('key.fields' = 'storeNumber;storeOrderId');

CREATE TABLE order_status (
  store INT,
  order_id INT,
  status STRING,
  rack_minutes DECIMAL(6, 1),
  delivery_minutes DECIMAL(6, 1),
  PRIMARY KEY (store, order_id) NOT ENFORCED
);

CREATE TABLE statuses (
  status STRING,
  orders BIGINT,
  delivery_minutes DECIMAL(6, 1), -- the mean
  PRIMARY KEY (status) NOT ENFORCED
);

-- Not JOIN but UNION ALL and GROUP BY: three joins would keep each topic's rows, and give an order that is announced
-- twice two rows. This keeps one row per order, takes its parts in any sequence, and a part that comes again changes
-- nothing.
CREATE VIEW parts AS
SELECT storeNumber AS store, storeOrderId AS order_id, 1 AS ordered, 0 AS completed, 0 AS cancelled,
  CAST(NULL AS INT) AS rack, CAST(NULL AS INT) AS delivery
FROM pizza_orders
UNION ALL
SELECT storeNumber, storeOrderId, 0, 1, 0, rackTimeSecs, orderDeliveryTimeSecs FROM pizza_completions
UNION ALL
SELECT storeNumber, storeOrderId, 0, 0, 1, CAST(NULL AS INT), CAST(NULL AS INT) FROM pizza_cancellations;

CREATE VIEW orders_so_far AS
SELECT
  store,
  order_id,
  CASE
    WHEN MAX(ordered) = 0 THEN 'never ordered'
    WHEN MAX(completed) = 1 AND MAX(cancelled) = 1 THEN 'completed and cancelled'
    WHEN MAX(completed) = 1 THEN 'completed'
    WHEN MAX(cancelled) = 1 THEN 'cancelled'
    ELSE 'open'
  END AS status,
  CAST(MAX(rack) / 60.0 AS DECIMAL(6, 1)) AS rack_minutes,
  CAST(MAX(delivery) / 60.0 AS DECIMAL(6, 1)) AS delivery_minutes
FROM parts
GROUP BY store, order_id;

INSERT INTO order_status SELECT * FROM orders_so_far;

-- As an order goes from one status to the next, it is taken off the one and added to the other.
INSERT INTO statuses
SELECT status, COUNT(*), CAST(AVG(delivery_minutes) AS DECIMAL(6, 1)) FROM orders_so_far GROUP BY status;
