-- Visits: clicks of one user with less than a minute between them.
CREATE TABLE clicks (user_id STRING, page STRING, n INT, ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE visits (user_id STRING, begins TIMESTAMP(3), ends TIMESTAMP(3), clicks BIGINT);
INSERT INTO visits
SELECT user_id, window_start, window_end, COUNT(*)
FROM SESSION(TABLE clicks PARTITION BY user_id, DESCRIPTOR(ts), INTERVAL '1' MINUTE)
GROUP BY user_id, window_start, window_end;
