-- Exports are ordered by their key, and a text's order must not depend on how a server's locale sorts hyphens.
DROP INDEX "lambda_function_account_id_region_name_idx";
CREATE INDEX lambda_function_by_key ON lambda_function (account_id, region, name COLLATE "C");
CREATE INDEX finding_by_key ON finding (id);
CREATE INDEX scope_by_key ON scope (source, account_id, region) WHERE expected;
