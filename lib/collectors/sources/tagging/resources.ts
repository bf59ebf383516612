import {
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
  type ResourceTagMapping,
} from '@aws-sdk/client-resource-groups-tagging-api'
import { DAY_MS } from '#lib/core/time'
import { required } from '#lib/errors'
import { requireOwnArn } from '../../aws/own-arn.ts'
import { defineSource } from '../../define-source.ts'
import { tagRecord } from '../../tag-record.ts'

export const taggingResources = defineSource({
  id: 'tagging.resources',
  describes: 'Tags of functions: the team that owns them, and the stack or tool that made them.',
  scopedTo: 'account-region',
  actions: ['tag:GetResources'],
  refreshEveryMs: DAY_MS,
  bucket: 'tagging.get-resources',
  table: 'resourceTag',
  after: ['lambda.functions'],

  async *collect(aws) {
    // The largest page AWS gives.
    const input = { ResourceTypeFilters: ['lambda:function'], ResourcesPerPage: 100 }
    for await (const page of aws.pages(ResourceGroupsTaggingAPIClient, paginateGetResources, input)) {
      yield* required(page.ResourceTagMappingList, 'ResourceTagMappingList')
    }
  },

  normalise: (resource: ResourceTagMapping, place) => ({
    arn: requireOwnArn(required(resource.ResourceARN, 'ResourceARN'), place),
    tags: tagRecord(resource.Tags ?? []),
  }),

  usual: (resource) => ({ Tags: resource.Tags }),
})
