-- Alerts on a machine's temperature, and how good they are.
--
--   readings ─┬─ level: the last 6 hours ────┬─ alerts ─ episodes ─┬─ scores
--             └─ band: the last 7 days (HOP) ┘                     │
--   labels ────────────────────────────────────────────────────────┘

-- One reading every 5 minutes. `timestamp` and `value` are reserved words, hence the quotes.
CREATE TABLE readings (
  `timestamp` TIMESTAMP(3),
  `value` DOUBLE,
  WATERMARK FOR `timestamp` AS `timestamp` - INTERVAL '5' MINUTE
);

-- What people found when they looked at the machine afterwards. Only scores reads it.
CREATE TABLE labels (
  label STRING,
  begins TIMESTAMP(3),
  ends TIMESTAMP(3)
);

-- Every reading whose level is outside the band.
CREATE TABLE alerts (
  alert_time TIMESTAMP(3),
  reading DOUBLE,
  level DOUBLE,
  low DOUBLE,
  high DOUBLE
);

-- How many episodes were hits or false alarms, and how many labelled windows were hit or missed.
CREATE TABLE scores (
  outcome STRING,
  episodes BIGINT,
  labels BIGINT,
  PRIMARY KEY (outcome) NOT ENFORCED
);

-- The machine's level: the mean of the last 6 hours, so that a short dip is no alarm.
CREATE VIEW level AS
SELECT
  `timestamp` AS reading_time,
  `value` AS reading,
  AVG(`value`) OVER (ORDER BY `timestamp` RANGE BETWEEN INTERVAL '6' HOUR PRECEDING AND CURRENT ROW) AS level
FROM readings;

-- The band: two standard deviations around the mean of the last 7 days, at least 20 degrees to each side, computed
-- anew each hour. The first day only teaches it. window_time is the window's last millisecond and stays an event time.
CREATE VIEW band AS
SELECT
  window_time AS band_time,
  AVG(`value`) AS center,
  GREATEST(2 * STDDEV_POP(`value`), 20) AS width
FROM HOP(TABLE readings, DESCRIPTOR(`timestamp`), INTERVAL '1' HOUR, INTERVAL '7' DAY)
GROUP BY window_start, window_end, window_time
HAVING COUNT(*) >= 288;

-- Each reading meets the one band that closed in the hour before it: an interval join, whose state stays an hour long.
CREATE VIEW out_of_band AS
SELECT reading_time AS alert_time, reading, level, center - width AS low, center + width AS high
FROM level JOIN band
  ON reading_time > band_time AND reading_time <= band_time + INTERVAL '1' HOUR
WHERE ABS(level - center) > width;

-- Alerts less than 6 hours apart are one episode. Readings come every 5 minutes, and a session of 6 hours would also
-- join two alerts exactly 6 hours apart, hence 5:59.
CREATE VIEW episodes AS
SELECT MIN(alert_time) AS first_alert, MAX(alert_time) AS last_alert
FROM SESSION(TABLE out_of_band, DESCRIPTOR(alert_time), INTERVAL '5:59' HOUR TO MINUTE)
GROUP BY window_start, window_end;

INSERT INTO alerts SELECT * FROM out_of_band;

-- Neither side of this join has an end, so it keeps both: fine for a few episodes and labels. At first every label is
-- missed; as episodes close, the counts move over to the hits.
INSERT INTO scores
SELECT outcome, COUNT(DISTINCT first_alert), COUNT(DISTINCT label)
FROM (
  SELECT
    CASE WHEN label IS NULL THEN 'false alarm' WHEN first_alert IS NULL THEN 'missed' ELSE 'hit' END AS outcome,
    first_alert,
    label
  FROM episodes FULL OUTER JOIN labels ON first_alert <= ends AND last_alert >= begins
)
GROUP BY outcome;
