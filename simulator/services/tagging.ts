/** Resource Groups Tagging API: the tags of the functions of one account and Region. */
import { awsJson } from '../protocols/aws-json.ts'
import { AwsError } from '../protocols/wire.ts'
import type { Call, Service } from './service.ts'

const PAGE_SIZE = 100

export const tagging: Service = {
  name: 'tagging',
  signedAs: 'tagging',
  protocols: [awsJson({ version: '1.1', targetPrefix: 'ResourceGroupsTaggingAPI_20170126', messageKey: 'Message' })],
  operations: {
    GetResources: {
      action: 'tag:GetResources',
      listing: {
        items: 'ResourceTagMappingList',
        tokenIn: 'PaginationToken',
        tokenOut: 'PaginationToken',
        sizeParameter: 'ResourcesPerPage',
        pageSizeMax: PAGE_SIZE,
      },
      answer: (call) => ({ ResourceTagMappingList: getResources(call) }),
    },
  },
}

function getResources(call: Call) {
  const { ResourceTypeFilters: types = [], ResourcesPerPage: size } = call.parameters
  if (!Array.isArray(types)) throw new AwsError('InvalidParameterException', 'ResourceTypeFilters must be a list')
  if (size !== undefined && Number(size) > PAGE_SIZE) {
    throw new AwsError('InvalidParameterException', 'ResourcesPerPage must be between 1 and 100')
  }
  const includesFunctions = types.length === 0 || types.some((type) => type === 'lambda' || type === 'lambda:function')
  if (!includesFunctions) return []
  // What never had a tag is not known to this API.
  return call.day
    .functionsIn(call.account, call.region)
    .filter(({ tags }) => tags.length > 0)
    .map(({ arn, tags }) => ({ ResourceARN: arn, Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }))
}
