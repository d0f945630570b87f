-- The ten best sellers of each hour.

CREATE TABLE sales (
  sale_id STRING,
  product STRING,
  quantity INT,
  sold_at TIMESTAMP_LTZ(3),
  WATERMARK FOR sold_at AS sold_at - INTERVAL '10' SECOND
) WITH ('key.fields' = 'product');

CREATE TABLE best_sellers (
  window_start TIMESTAMP(3),
  place BIGINT,
  product STRING,
  units BIGINT,
  PRIMARY KEY (window_start, place) NOT ENFORCED
);

CREATE VIEW hourly_sales AS
SELECT window_start, window_end, product, SUM(CAST(quantity AS BIGINT)) AS units
FROM TUMBLE(TABLE sales, DESCRIPTOR(sold_at), INTERVAL '1' HOUR)
GROUP BY window_start, window_end, product;

-- Partitioned by both ends of the window: ranked once, when the hour has closed, then forgotten. Without them it would
-- be a ranking that is written anew with each sale and never ends. Equal sales are ranked by name, so that a replay
-- gives the same list.
INSERT INTO best_sellers
SELECT window_start, place, product, units
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY units DESC, product) AS place
  FROM hourly_sales
)
WHERE place <= 10;
