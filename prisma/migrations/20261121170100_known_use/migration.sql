-- Whether a function's aliases and provisioned concurrency were read since it was first seen, as its use was judged with.
-- Stored with the function, because whoever sees it by its own owner may not see the scopes of its account. Most are
-- known: existing rows start so without being rewritten, and those that are not are corrected.
ALTER TABLE "lambda_function" ADD COLUMN "aliases_known" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "provisioned_known" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "lambda_function" ALTER COLUMN "aliases_known" SET DEFAULT false,
ALTER COLUMN "provisioned_known" SET DEFAULT false;

-- Row security binds the owner too, which sees no row of any account; let through for this transaction only.
ALTER TABLE lambda_function NO FORCE ROW LEVEL SECURITY;
ALTER TABLE scope NO FORCE ROW LEVEL SECURITY;

UPDATE lambda_function f SET aliases_known = false WHERE NOT EXISTS (
  SELECT FROM scope s WHERE s.account_id = f.account_id AND s.region = f.region AND s.source = 'lambda.aliases'
    AND s.last_complete_at >= f.first_seen_at);
UPDATE lambda_function f SET provisioned_known = false WHERE NOT EXISTS (
  SELECT FROM scope s WHERE s.account_id = f.account_id AND s.region = f.region
    AND s.source = 'lambda.provisioned-concurrency' AND s.last_complete_at >= f.first_seen_at);

ALTER TABLE lambda_function FORCE ROW LEVEL SECURITY;
ALTER TABLE scope FORCE ROW LEVEL SECURITY;
