-- Clicks of the day so far, each hour.
CREATE TABLE clicks (user_id STRING, page STRING, n INT, ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE so_far (window_start TIMESTAMP(3), window_end TIMESTAMP(3), clicks BIGINT, PRIMARY KEY (window_end) NOT ENFORCED);
INSERT INTO so_far
SELECT window_start, window_end, COUNT(*)
FROM CUMULATE(TABLE clicks, DESCRIPTOR(ts), INTERVAL '1' HOUR, INTERVAL '1' DAY)
GROUP BY window_start, window_end;
