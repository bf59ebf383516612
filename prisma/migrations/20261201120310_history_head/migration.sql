-- The last entry of each chain of the history, where those find it who may not read the entries themselves: reports and
-- exports carry it out of the database, so that an end that was cut off, or a history that was written once more, is noticed.
CREATE TABLE "history_head" (
    "chain" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "history_head_pkey" PRIMARY KEY ("chain")
);
GRANT SELECT ON history_head TO steward_web_all, steward_web_member, steward_worker;
GRANT INSERT, UPDATE ON history_head TO steward_worker;

-- The owner is under row security too, and has to see the entries once.
ALTER TABLE history NO FORCE ROW LEVEL SECURITY;
INSERT INTO history_head (chain, sequence, hash)
SELECT DISTINCT ON (object LIKE 'recommendation:%')
  CASE WHEN object LIKE 'recommendation:%' THEN 'decisions' ELSE 'access' END, sequence, hash
FROM history WHERE sequence IS NOT NULL
ORDER BY object LIKE 'recommendation:%', sequence DESC;
ALTER TABLE history FORCE ROW LEVEL SECURITY;

-- What an entry keeps beside its columns never has the name of one: the hash is over both.
ALTER TABLE history ADD CONSTRAINT history_entry_names
  CHECK (NOT (entry ?| ARRAY['sequence', 'at', 'entryId', 'accountId', 'actor', 'action', 'object', 'recommendationId', 'hash', 'previousHash']));
