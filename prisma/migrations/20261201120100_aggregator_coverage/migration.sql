-- Where the aggregator is, and what it was made to draw from: what it lacks is a gap, not a place without AWS Config.

-- AlterTable
ALTER TABLE "config_aggregator" ADD COLUMN     "account_ids" TEXT[],
ADD COLUMN     "region" TEXT,
ADD COLUMN     "regions" TEXT[],
ADD COLUMN     "covers_all_accounts" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "covers_all_regions" BOOLEAN NOT NULL DEFAULT true;

UPDATE config_aggregator SET region = nullif(split_part(arn, ':', 4), '');
