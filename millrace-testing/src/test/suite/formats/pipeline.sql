-- CSV and plain text in, headers and timestamps of records as columns.
CREATE TABLE readings (
  sensor STRING, reading DOUBLE,
  sent TIMESTAMP_LTZ(3) METADATA FROM 'timestamp',
  WATERMARK FOR sent AS sent
) WITH ('format' = 'csv');
CREATE TABLE lines (line STRING, place BIGINT METADATA FROM 'offset', part INT METADATA FROM 'partition') WITH ('format' = 'raw');
CREATE TABLE hot (sensor STRING, reading DOUBLE, sent TIMESTAMP_LTZ(3));
CREATE TABLE errors (line STRING, place BIGINT, part INT);
INSERT INTO hot SELECT sensor, reading, sent FROM readings WHERE reading > 30;
INSERT INTO errors SELECT * FROM lines WHERE line LIKE 'ERROR%';
