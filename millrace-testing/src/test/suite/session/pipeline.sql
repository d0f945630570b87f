-- Visits: clicks of one user with less than a minute between them.
CREATE TABLE clicks (user_id STRING, page STRING, n INT, at TIMESTAMP_LTZ(3), WATERMARK FOR at AS at - INTERVAL '5' SECOND);
CREATE TABLE visits (user_id STRING, begins TIMESTAMP(3), ends TIMESTAMP(3), clicks BIGINT);
INSERT INTO visits
SELECT user_id, window_start, window_end, COUNT(*)
FROM SESSION(TABLE clicks PARTITION BY user_id, DESCRIPTOR(at), INTERVAL '1' MINUTE)
GROUP BY user_id, window_start, window_end;
