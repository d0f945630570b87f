-- Callers that call too often: each call above eight within any minute.

CREATE TABLE calls (
  session_id STRING, -- the caller
  page STRING,
  clicked_at TIMESTAMP_LTZ(3),
  WATERMARK FOR clicked_at AS clicked_at - INTERVAL '1' SECOND
) WITH ('key.fields' = 'session_id');

CREATE TABLE over_limit (
  session_id STRING,
  called_at TIMESTAMP_LTZ(3),
  page STRING,
  calls BIGINT -- within the minute up to this one, itself included
) WITH ('key.fields' = 'session_id');

-- An OVER window looks back from each call, so there is no end of a window to wait for: a call is judged once the
-- watermark has reached it, a second behind. A HOP window would tell at its end only, and miss what lies across two.
-- Calls exactly a minute apart count together. The state is each caller's last minute.
INSERT INTO over_limit
SELECT session_id, clicked_at, page, calls
FROM (
  SELECT
    session_id,
    clicked_at,
    page,
    COUNT(*) OVER (
      PARTITION BY session_id ORDER BY clicked_at
      RANGE BETWEEN INTERVAL '1' MINUTE PRECEDING AND CURRENT ROW
    ) AS calls
  FROM calls
)
WHERE calls > 8;
