-- One function of each kind, found by the names of their classes.
CREATE TABLE words (
  speaker STRING,
  word STRING,
  said_at TIMESTAMP_LTZ(3),
  WATERMARK FOR said_at AS said_at - INTERVAL '1' SECOND
);
CREATE TABLE shouted (word STRING);
CREATE TABLE letters (letter STRING, place INT);
CREATE TABLE longest (speaker STRING, word STRING, PRIMARY KEY (speaker) NOT ENFORCED);
CREATE TABLE every_second (speaker STRING, number BIGINT, word STRING);

CREATE FUNCTION quietly AS 'shop.Whisper';

INSERT INTO shouted SELECT Shout(word) FROM words;
INSERT INTO shouted SELECT quietly(word) FROM words WHERE word LIKE 'b%';
INSERT INTO letters SELECT letter, place FROM words, LATERAL TABLE(Spell(word));
INSERT INTO longest SELECT speaker, Longest(word) FROM words GROUP BY speaker;
INSERT INTO every_second
SELECT speaker, number, word
FROM EverySecond(spoken => TABLE words PARTITION BY speaker, uid => 'every-second');
