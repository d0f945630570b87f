-- Each click with the mean of its user's last three.
CREATE TABLE clicks (user_id STRING, page STRING, n INT, ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
CREATE TABLE means (user_id STRING, n INT, mean DOUBLE);
INSERT INTO means
SELECT user_id, n, AVG(CAST(n AS DOUBLE)) OVER (PARTITION BY user_id ORDER BY ts ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)
FROM clicks;
