import { OrganizationsClient, paginateListTagsForResource, type Tag } from '@aws-sdk/client-organizations'
import { DAY_MS } from '#lib/core/time'
import { required } from '#lib/errors'
import type { AwsAccess } from '../../aws/access.ts'
import { AwsCallError } from '../../aws/call-error.ts'
import { defineSource } from '../../define-source.ts'
import { inOrder } from '../../in-order.ts'
import { tagRecord } from '../../tag-record.ts'

type Item = { accountId: string; tags: readonly Tag[] }

export const organizationTags = defineSource({
  id: 'organization.tags',
  describes: 'The tags of every account, which name the team it belongs to.',
  scopedTo: 'organization',
  actions: ['organizations:ListTagsForResource'],
  refreshEveryMs: DAY_MS,
  bucket: 'organizations.list-tags',
  table: 'accountTags',
  after: ['organization'],

  async *collect(aws, known): AsyncIterable<Item> {
    yield* inOrder(await known.accountIds(), (accountId) => tagsOf(aws, accountId))
  },

  // An account without tags is a row too: that it has none is known.
  normalise: ({ accountId, tags }) => ({ accountId, tags: tagRecord(tags) }),
})

async function tagsOf(aws: AwsAccess, accountId: string): Promise<Item[]> {
  try {
    const tags: Tag[] = []
    for await (const page of aws.pages(OrganizationsClient, paginateListTagsForResource, { ResourceId: accountId })) {
      tags.push(...required(page.Tags, 'Tags'))
    }
    return [{ accountId, tags }]
  } catch (error) {
    // The account left since the list was read.
    if (!(error instanceof AwsCallError && error.code === 'TargetNotFoundException')) aws.passOver(error)
    return []
  }
}
