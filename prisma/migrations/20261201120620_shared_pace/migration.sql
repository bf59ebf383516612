-- The state of AWS's rate limits that all workers draw from together. Unlogged: after a crash of the server it is empty,
-- and every rate starts again where an unknown one does.
CREATE UNLOGGED TABLE "aws_pace" (
    "bucket" TEXT NOT NULL,
    "per_second" DOUBLE PRECISION NOT NULL,
    -- Below zero: so many are promised already.
    "tokens" DOUBLE PRECISION NOT NULL,
    "filled_at" TIMESTAMPTZ NOT NULL,
    "clean_since" TIMESTAMPTZ NOT NULL,

    CONSTRAINT "aws_pace_pkey" PRIMARY KEY ("bucket")
) WITH (fillfactor = 50);
GRANT SELECT, INSERT, UPDATE ON aws_pace TO steward_worker;
