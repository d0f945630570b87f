-- How often each page is viewed a minute, and by how many visitors.

CREATE TABLE clicks (
  session_id STRING,
  customer_id STRING, -- NULL for a visitor who has not signed in
  page STRING,
  referrer STRING,
  clicked_at TIMESTAMP_LTZ(3),
  WATERMARK FOR clicked_at AS clicked_at - INTERVAL '5' SECOND
) WITH ('key.fields' = 'session_id');

CREATE TABLE page_views (
  page STRING,
  window_start TIMESTAMP(3),
  window_end TIMESTAMP(3),
  view_count BIGINT,
  visitors BIGINT,
  PRIMARY KEY (page, window_start) NOT ENFORCED
);

INSERT INTO page_views
SELECT page, window_start, window_end, COUNT(*), COUNT(DISTINCT session_id)
FROM TUMBLE(TABLE clicks, DESCRIPTOR(clicked_at), INTERVAL '1' MINUTE)
GROUP BY page, window_start, window_end;
