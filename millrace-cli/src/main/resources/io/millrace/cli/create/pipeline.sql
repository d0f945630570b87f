-- How often each page is visited a minute.
--
--   visits (topic) ─ windows of a minute ─ page_visits (topic)
--
-- Plain Flink SQL. A table without a 'connector' is a Kafka topic of its own name, made when it is missing.

-- What is read: one JSON record for each visit, such as those in data/visits.jsonl. A record that cannot be such a row
-- goes to the topic {{name}}.visits.rejects, as it came and with the reason; nothing is dropped.
CREATE TABLE visits (
  page STRING,
  visitor STRING,
  visited_at TIMESTAMP_LTZ(3), -- a moment, told with its zone; where there is none, TIMESTAMP(3)
  -- When a visit happened, told by the record itself. Windows wait 5 seconds for visits that come out of order; later
  -- ones go to {{name}}.visits.late.
  WATERMARK FOR visited_at AS visited_at - INTERVAL '5' SECOND
);

-- What is written. With a PRIMARY KEY a later row replaces the one before of the same key, and the topic is compacted.
CREATE TABLE page_visits (
  page STRING,
  window_start TIMESTAMP(3),
  visit_count BIGINT,
  visitors BIGINT,
  PRIMARY KEY (page, window_start) NOT ENFORCED
);

-- Grouped by both ends of the window: each result comes once, when its minute is over, and is then forgotten.
INSERT INTO page_visits
SELECT page, window_start, COUNT(*), COUNT(DISTINCT visitor)
FROM TUMBLE(TABLE visits, DESCRIPTOR(visited_at), INTERVAL '1' MINUTE)
GROUP BY page, window_start, window_end;
