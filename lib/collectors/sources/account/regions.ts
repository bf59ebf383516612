import { AccountClient, paginateListRegions, type Region } from '@aws-sdk/client-account'
import { DAY_MS } from '#lib/core/time'
import { required } from '#lib/errors'
import { defineSource } from '../../define-source.ts'

export const accountRegions = defineSource({
  id: 'account.regions',
  describes: 'Which Regions an account has enabled, and so which of them are read.',
  scopedTo: 'account',
  actions: ['account:ListRegions'],
  refreshEveryMs: DAY_MS,
  bucket: 'account.list-regions',
  table: 'accountRegion',

  async *collect(aws) {
    // The largest page AWS gives: there are fewer Regions than that.
    for await (const page of aws.pages(AccountClient, paginateListRegions, { MaxResults: 50 })) {
      yield* required(page.Regions, 'Regions')
    }
  },

  normalise: (region: Region) => ({
    region: required(region.RegionName, 'RegionName'),
    optStatus: region.RegionOptStatus ?? 'UNKNOWN',
  }),

  usual: (region) => ({ RegionOptStatus: region.RegionOptStatus }),
})
