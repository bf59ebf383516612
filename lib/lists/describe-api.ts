/** The description of the API in OpenAPI 3.1, as far as it is made of declared lists: their routes and exports. */
import { PAGE_SIZES } from '../core/list.ts'
import { EXPORT_FORMATS } from '../encode/format-names.ts'
import type { ColumnKind } from './column-kinds.ts'
import type { Column, List } from './define-list.ts'
import { definitionOf } from './shown-list.ts'

type Schema = Readonly<Record<string, unknown>>

const TYPES: Record<ColumnKind, Schema> = {
  text: { type: 'string' },
  name: { type: 'string' },
  type: { type: 'string' },
  account: { type: 'string', pattern: '^\\d{12}$' },
  team: { type: 'string' },
  region: { type: 'string' },
  instant: { type: 'string', format: 'date-time' },
  yesNo: { type: 'boolean' },
  checkStatus: { type: 'string' },
  texts: { type: 'array', items: { type: ['string', 'null'] } },
  named: { type: 'object', additionalProperties: { type: 'string' } },
}

export function describeApi(lists: readonly List[]): Schema {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Steward',
      version: '1',
      description: 'Routes of lists and their exports. Routes that are not described here are there for the pages.',
    },
    paths: Object.fromEntries(lists.flatMap((list) => [routeOf(list), exportOf(list)])),
  }
}

function routeOf(list: List) {
  const { filters, sorts, sort, order } = definitionOf(list)
  const parameters = [
    ...[...list.route.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...filters.map((name) => filterOf(list, name)),
    ...textOf(list),
    query('sort', 'What orders the rows.', { type: 'string', enum: sorts, default: sort }),
    query('order', 'Which end comes first.', { type: 'string', enum: ['asc', 'desc'], default: order }),
    query('size', 'Rows of a page.', { type: 'integer', enum: [...PAGE_SIZES] }),
    query('after', 'The `after` of a page, for the page behind it.', { type: 'string' }),
    query('before', 'The `before` of a page, for the page in front of it.', { type: 'string' }),
  ]
  const page = {
    type: 'object',
    required: ['rows', 'total', 'after', 'before', 'coverage'],
    properties: {
      rows: { type: 'array', items: rowSchema(list, Object.entries(list.columns)) },
      total: {
        type: 'object',
        description: 'How many rows fit; `capped` where there are more than `count`.',
        required: ['count', 'capped'],
        properties: { count: { type: 'integer' }, capped: { type: 'boolean' } },
      },
      after: { type: ['string', 'null'] },
      before: { type: ['string', 'null'] },
      coverage: { type: 'object', description: 'What was looked at, and what could not be.' },
    },
  }
  return [list.route, { get: operationOf(list, parameters, page) }] as const
}

function exportOf(list: List) {
  const parameters = [
    query('format', 'The format of the file.', { type: 'string', enum: [...EXPORT_FORMATS], default: 'json' }),
    ...Object.keys(list.filters).map((name) => filterOf(list, name)),
    ...textOf(list),
  ]
  const columns = Object.entries(list.columns).filter(([, { internal }]) => !internal)
  const rows = { type: 'array', items: rowSchema(list, columns) }
  return [`/api/v1/exports/${list.id}`, { get: operationOf(list, parameters, rows) }] as const
}

const operationOf = ({ describes }: List, parameters: readonly unknown[], schema: Schema) => ({
  summary: describes,
  parameters,
  responses: {
    200: { description: describes, content: { 'application/json': { schema } } },
    400: { description: 'A parameter is wrong; the answer says which and why.' },
    401: { description: 'Nobody is signed in.' },
  },
})

const query = (name: string, description: string, schema: Schema) => ({ name, in: 'query', description, schema })

function filterOf({ filters }: List, name: string) {
  const { label, hint, values } = filters[name] as List['filters'][string]
  const one = { type: 'string', ...(values && { enum: Object.keys(values) }) }
  const description = `${label}: ${hint}. Several are alternatives.`
  return { ...query(name, description, { type: 'array', items: one }), explode: true }
}

const textOf = ({ text }: List) => (text ? [query('text', `Narrows by ${text.label}.`, { type: 'string' })] : [])

const rowSchema = ({ one }: List, columns: [string, Column][]) => ({
  type: 'object',
  description: `One ${one}.`,
  required: columns.map(([name]) => name),
  properties: Object.fromEntries(columns.map(([name, column]) => [name, schemaOf(column)])),
})

function schemaOf({ kind, none, describes }: Column): Schema {
  const schema = TYPES[kind]
  return { ...schema, ...(none !== undefined && { type: [schema.type, 'null'] }), description: describes }
}
