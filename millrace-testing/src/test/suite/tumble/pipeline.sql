-- Clicks per minute.
CREATE TABLE clicks (user_id STRING, page STRING, n INT, at TIMESTAMP_LTZ(3), WATERMARK FOR at AS at - INTERVAL '5' SECOND);
CREATE TABLE totals (window_start TIMESTAMP(3), clicks BIGINT, n BIGINT);
INSERT INTO totals
SELECT window_start, COUNT(*), SUM(n)
FROM TUMBLE(TABLE clicks, DESCRIPTOR(at), INTERVAL '1' MINUTE)
GROUP BY window_start, window_end;
