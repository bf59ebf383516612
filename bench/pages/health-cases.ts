import type pg from 'pg'
import { operator } from '#lib/db/as-viewer'
import { CHANGE_KINDS, changeList, EVENT_STATUSES } from '#lib/domains/health/contract'
import { listChangePage } from '#lib/domains/health/queries'
import { listCases, type PageCase } from './list-cases.ts'

export const healthCases = (superuser: pg.Pool): Promise<PageCase[]> =>
  listCases(superuser, {
    name: 'changes',
    list: changeList,
    table: 'health_event e JOIN health_event_account p ON p.event_id = e.id JOIN account a ON a.id = p.account_id',
    condition: 'true',
    values: {
      type: { words: CHANGE_KINDS },
      status: { words: EVENT_STATUSES.slice(0, 2) },
      service: { column: 'e.service' },
      region: { column: 'e.region' },
      account: { column: 'p.account_id' },
      team: { column: `coalesce(a.team_id, 'none')` },
    },
    texts: ['EKS'],
    read: (values) => listChangePage(operator, values),
  })
