-- Each click with the mean of its user's last three.
CREATE TABLE clicks (user_id STRING, page STRING, n INT, at TIMESTAMP_LTZ(3), WATERMARK FOR at AS at - INTERVAL '5' SECOND);
CREATE TABLE means (user_id STRING, n INT, mean DOUBLE);
INSERT INTO means
SELECT user_id, n, AVG(CAST(n AS DOUBLE)) OVER (PARTITION BY user_id ORDER BY at ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)
FROM clicks;
