-- Totals of the organisation, for whoever may read everything: a few rows, however many accounts there are. Filled from
-- the accounts' own.

-- CreateTable
CREATE TABLE "rollup_runtime_organization" (
    "runtime" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "use" TEXT NOT NULL,
    "functions" INTEGER NOT NULL,

    CONSTRAINT "rollup_runtime_organization_pkey" PRIMARY KEY ("runtime","team_id","verdict","use")
);

-- CreateTable
CREATE TABLE "rollup_runtime_accounts" (
    "runtime" TEXT NOT NULL,
    "accounts" INTEGER NOT NULL,

    CONSTRAINT "rollup_runtime_accounts_pkey" PRIMARY KEY ("runtime")
);

-- CreateTable
CREATE TABLE "rollup_region_organization" (
    "region" TEXT NOT NULL,
    "functions" INTEGER NOT NULL,

    CONSTRAINT "rollup_region_organization_pkey" PRIMARY KEY ("region")
);

-- CreateTable
CREATE TABLE "movement_day_organization" (
    "day" DATE NOT NULL,
    "check_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "opened" INTEGER NOT NULL,
    "closed" INTEGER NOT NULL,

    CONSTRAINT "movement_day_organization_pkey" PRIMARY KEY ("day","check_id","subject","cause")
);

-- Row security binds the owner too, which sees no row of any account; let through for this transaction only.
ALTER TABLE rollup_runtime NO FORCE ROW LEVEL SECURITY;
ALTER TABLE movement_day NO FORCE ROW LEVEL SECURITY;

INSERT INTO rollup_runtime_organization
SELECT runtime, team_id, verdict, use, sum(functions) FROM rollup_runtime WHERE functions <> 0 GROUP BY 1, 2, 3, 4;

INSERT INTO rollup_runtime_accounts
SELECT runtime, count(DISTINCT account_id) FROM rollup_runtime WHERE functions <> 0 GROUP BY 1;

INSERT INTO rollup_region_organization
SELECT region, sum(functions) FROM rollup_runtime WHERE functions <> 0 GROUP BY 1;

INSERT INTO movement_day_organization
SELECT day, check_id, subject, cause, sum(opened), sum(closed) FROM movement_day GROUP BY 1, 2, 3, 4;

ALTER TABLE rollup_runtime FORCE ROW LEVEL SECURITY;
ALTER TABLE movement_day FORCE ROW LEVEL SECURITY;

-- No account is in them, so there is nothing in them for members.
GRANT SELECT ON rollup_runtime_organization, rollup_runtime_accounts, rollup_region_organization,
  movement_day_organization TO steward_web_all;
GRANT SELECT, INSERT, UPDATE, DELETE ON rollup_runtime_organization, rollup_runtime_accounts,
  rollup_region_organization, movement_day_organization TO steward_worker;
