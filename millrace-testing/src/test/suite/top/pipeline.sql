-- The two pages with the most clicks of each minute.
CREATE TABLE clicks (user_id STRING, page STRING, n INT, ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE best (window_start TIMESTAMP(3), place BIGINT, page STRING, clicks BIGINT, PRIMARY KEY (window_start, place) NOT ENFORCED);
INSERT INTO best
SELECT window_start, place, page, clicks FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY clicks DESC, page) AS place
  FROM (
    SELECT window_start, window_end, page, COUNT(*) AS clicks
    FROM TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' MINUTE)
    GROUP BY window_start, window_end, page
  )
) WHERE place <= 2;
