CREATE TABLE frauds (
  fraud_id STRING, card_id STRING, first_time TIMESTAMP_LTZ(3), third_time TIMESTAMP_LTZ(3),
  detected_by TIMESTAMP_LTZ(3), told_at TIMESTAMP_LTZ(3),
  WATERMARK FOR told_at AS told_at
);
CREATE TABLE card_uses (transaction_id STRING, card_id STRING) WITH ('topic' = 'transactions');
CREATE TABLE told (card_id STRING, first_time TIMESTAMP_LTZ(3), third_time TIMESTAMP_LTZ(3));
CREATE TABLE uses (transaction_id STRING);
INSERT INTO told SELECT card_id, first_time, third_time FROM frauds;
INSERT INTO uses SELECT transaction_id FROM card_uses;
