-- Clicks per minute.
CREATE TABLE clicks (user_id STRING, page STRING, n INT, ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE totals (window_start TIMESTAMP(3), clicks BIGINT, n BIGINT);
INSERT INTO totals
SELECT window_start, COUNT(*), SUM(n)
FROM TUMBLE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' MINUTE)
GROUP BY window_start, window_end;
