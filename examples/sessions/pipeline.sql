-- Click sessions: the clicks of one user with at most 30 minutes from one to the next.

CREATE TABLE clicks (
  user_id STRING,
  page STRING,
  clicked_at TIMESTAMP_LTZ(3),
  WATERMARK FOR clicked_at AS clicked_at - INTERVAL '30' SECOND
) WITH ('key.fields' = 'user_id');

-- Final: one row for each session, written once, when it has closed.
CREATE TABLE sessions (
  user_id STRING,
  first_click TIMESTAMP_LTZ(3),
  last_click TIMESTAMP_LTZ(3),
  clicks BIGINT
) WITH ('key.fields' = 'user_id');

-- Running: the users who have a session open now, and where they are. When it closes, the row is deleted.
CREATE TABLE open_sessions (
  user_id STRING,
  first_click TIMESTAMP_LTZ(3),
  last_click TIMESTAMP_LTZ(3),
  page STRING,
  PRIMARY KEY (user_id) NOT ENFORCED
);

-- A session window ends 30 minutes after its last click. A click exactly then still belongs to it.
CREATE VIEW closed AS
SELECT
  user_id, MIN(clicked_at) AS first_click, MAX(clicked_at) AS last_click, COUNT(*) AS clicks, window_time AS closed_at
FROM SESSION(TABLE clicks PARTITION BY user_id, DESCRIPTOR(clicked_at), INTERVAL '30' MINUTE)
GROUP BY user_id, window_start, window_end, window_time;

INSERT INTO sessions SELECT user_id, first_click, last_click, clicks FROM closed;

-- A session window tells nothing before its end. So the running view finds sessions by itself: a click with none in the
-- 30 minutes before it is the first of its session...
CREATE VIEW marked AS
SELECT
  user_id,
  page,
  clicked_at,
  clicked_at = MIN(clicked_at) OVER (
    PARTITION BY user_id ORDER BY clicked_at
    RANGE BETWEEN INTERVAL '30' MINUTE PRECEDING AND CURRENT ROW
  ) AS is_first
FROM clicks;

-- ...and every other click belongs to the latest first one.
CREATE VIEW clicks_in_session AS
SELECT
  user_id,
  MAX(CASE WHEN is_first THEN clicked_at END) OVER (PARTITION BY user_id ORDER BY clicked_at) AS first_click,
  clicked_at,
  page
FROM marked;

-- A click opens or goes on, a closed window closes: of each user the latest of these holds, and only open ones are
-- kept. The state is one row per user, however many sessions there were. Casts make plain columns of the event time
-- where only changed_at is to be one.
INSERT INTO open_sessions
SELECT user_id, first_click, last_click, page
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY changed_at DESC) AS place
  FROM (
    SELECT
      user_id, first_click, CAST(clicked_at AS TIMESTAMP_LTZ(3)) AS last_click, page, TRUE AS is_open,
      clicked_at AS changed_at
    FROM clicks_in_session
    UNION ALL
    SELECT user_id, first_click, last_click, '' AS page, FALSE AS is_open, closed_at AS changed_at FROM closed
  )
)
WHERE place = 1 AND is_open;
