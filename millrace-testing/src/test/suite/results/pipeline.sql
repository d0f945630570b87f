-- Results that their table cannot hold.
CREATE TABLE numbers (n INT, name STRING);
CREATE TABLE shares (share INT NOT NULL, name STRING NOT NULL);
INSERT INTO shares SELECT 100 / NULLIF(n, 0), name FROM numbers;
