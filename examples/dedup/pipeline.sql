-- Events that are delivered until somebody acknowledges them, so often more than once: the first delivery of each.

CREATE TABLE deliveries (
  event_id STRING,
  kind STRING,
  attempt INT,
  delivered_at TIMESTAMP_LTZ(3),
  WATERMARK FOR delivered_at AS delivered_at - INTERVAL '10' SECOND
) WITH ('key.fields' = 'event_id');

-- Each event once, for ever.
CREATE TABLE events (
  event_id STRING,
  kind STRING,
  attempt INT,
  delivered_at TIMESTAMP_LTZ(3)
) WITH ('key.fields' = 'event_id');

-- Each event once an hour.
CREATE TABLE hourly_events (
  event_id STRING,
  kind STRING,
  attempt INT,
  delivered_at TIMESTAMP_LTZ(3)
) WITH ('key.fields' = 'event_id');

-- ORDER BY the event time: the first in time, not the first to arrive, told when the watermark has passed it. Flink
-- knows this form and writes each row once; it remembers every event_id for ever.
INSERT INTO events
SELECT event_id, kind, attempt, delivered_at
FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY event_id ORDER BY delivered_at) AS place FROM deliveries)
WHERE place = 1;

-- In a window it forgets with the window, and tells at its end. An event that is delivered in two hours passes twice.
INSERT INTO hourly_events
SELECT event_id, kind, attempt, delivered_at
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, event_id ORDER BY delivered_at) AS place
  FROM TUMBLE(TABLE deliveries, DESCRIPTOR(delivered_at), INTERVAL '1' HOUR)
)
WHERE place = 1;
