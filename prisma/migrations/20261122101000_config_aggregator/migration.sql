-- Which aggregator of AWS Config is asked.

-- CreateTable
CREATE TABLE "config_aggregator" (
    "arn" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "config_aggregator_pkey" PRIMARY KEY ("arn")
);

-- It belongs to the organisation, as its units do, and not to an account.
GRANT SELECT ON config_aggregator TO steward_web_all, steward_web_member;
GRANT SELECT, INSERT, UPDATE, DELETE ON config_aggregator TO steward_worker;
