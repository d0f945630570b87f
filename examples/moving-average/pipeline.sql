-- Taxi demand, smoothed: the mean of the last day, each hour, and how much it has changed since the day before.

-- Passengers in New York's taxis, one count every 30 minutes. `timestamp` and `value` are reserved words, hence the
-- quotes.
CREATE TABLE demand (
  `timestamp` TIMESTAMP(3),
  `value` BIGINT,
  WATERMARK FOR `timestamp` AS `timestamp` - INTERVAL '1' HOUR
);

CREATE TABLE moving_average (
  day_end TIMESTAMP(3),
  average DOUBLE, -- of the 24 hours before day_end
  change_percent DOUBLE -- against the 24 hours before those; NULL while there are none
);

-- Sliding windows: a day long, a new one each hour, so that every count is in 24 of them. AVG of whole numbers is a
-- whole number, hence the cast. The first windows hold less than a day; they would only mislead.
CREATE VIEW days AS
SELECT window_end, window_time, AVG(CAST(`value` AS DOUBLE)) AS average
FROM HOP(TABLE demand, DESCRIPTOR(`timestamp`), INTERVAL '1' HOUR, INTERVAL '1' DAY)
GROUP BY window_start, window_end, window_time
HAVING COUNT(*) = 48;

-- 24 windows back is the day that ends where this one begins, as long as no day is missing. The state is those 24 rows.
INSERT INTO moving_average
SELECT window_end, average, ROUND(100 * (average / LAG(average, 24) OVER (ORDER BY window_time) - 1), 1)
FROM days;
