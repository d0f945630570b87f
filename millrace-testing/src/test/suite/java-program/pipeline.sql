-- SQL and Java in one job, each reading what the other wrote.
CREATE TABLE readings (
  sensor_id STRING,
  degrees DECIMAL(5, 2),
  quality INT NOT NULL,
  measured_at TIMESTAMP_LTZ(3),
  WATERMARK FOR measured_at AS measured_at - INTERVAL '2' SECOND
) WITH ('key.fields' = 'sensor_id');
CREATE TABLE rooms (
  sensor_id STRING,
  room STRING,
  PRIMARY KEY (sensor_id) NOT ENFORCED
);

-- written by Java
CREATE TABLE jumps (
  sensor_id STRING,
  degrees DECIMAL(5, 2),
  change DECIMAL(5, 2),
  measured_at TIMESTAMP_LTZ(3)
) WITH ('key.fields' = 'sensor_id');
CREATE TABLE room_names (
  sensor_id STRING,
  room STRING,
  PRIMARY KEY (sensor_id) NOT ENFORCED
);
CREATE TABLE minutes (minute_end TIMESTAMP_LTZ(3), readings BIGINT NOT NULL);

-- written by SQL
CREATE TABLE jump_count (sensor_id STRING, jumps BIGINT, PRIMARY KEY (sensor_id) NOT ENFORCED);
CREATE TABLE reading_count (quality INT, readings BIGINT, PRIMARY KEY (quality) NOT ENFORCED);

CREATE VIEW good_readings AS SELECT sensor_id, degrees, measured_at FROM readings WHERE quality > 0;

INSERT INTO jump_count SELECT sensor_id, COUNT(*) FROM jumps GROUP BY sensor_id;
INSERT INTO reading_count SELECT quality, COUNT(*) FROM readings GROUP BY quality;
