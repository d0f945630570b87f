-- Clicks of the last two minutes, each minute.
CREATE TABLE clicks (user_id STRING, page STRING, n INT, ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE totals (window_start TIMESTAMP(3), clicks BIGINT);
INSERT INTO totals
SELECT window_start, COUNT(*)
FROM HOP(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '2' MINUTE)
GROUP BY window_start, window_end;
