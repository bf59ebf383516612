import type { Viewer } from '../db/as-viewer.ts'

type Role = Viewer['role']

/**
 * Everything a person may be allowed to do, a sentence each. The server, the buttons and the documents read this one
 * table; what is not in it nobody may do, and no role has anything by default. Whose rows a permission reaches is not
 * decided here but by row security.
 */
export const PERMISSIONS = {
  'posture:read': {
    allows: 'see the overview, the accounts and what each source says of them, and search them',
    roles: ['ccoe', 'member', 'auditor'],
  },
  'coverage:read': {
    allows: 'see what was looked at and when, and what could not be',
    roles: ['ccoe', 'member', 'auditor'],
  },
  'exports:read': {
    allows: 'download the rows they may see',
    roles: ['ccoe', 'member', 'auditor'],
  },
  'recommendations:read': {
    allows: 'see what waits for an answer, what was answered, and its history',
    roles: ['ccoe', 'member', 'auditor'],
  },
  'recommendations:decide': {
    allows: 'acknowledge, accept and reject recommendations, and comment on them',
    roles: ['ccoe', 'member'],
  },
  'reports:read': {
    allows: 'read the weekly reports: a team’s as its member, the organisation’s as who may read everything',
    roles: ['ccoe', 'member', 'auditor'],
  },
  'runs:read': {
    allows: 'see the collections and their progress',
    roles: ['ccoe', 'member', 'auditor'],
  },
  'runs:start': {
    allows: 'start a collection',
    roles: ['ccoe'],
  },
} as const satisfies Record<string, { allows: string; roles: readonly Role[] }>

export type Permission = keyof typeof PERMISSIONS

export function may({ role }: Pick<Viewer, 'role'>, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission].roles
  return roles.includes(role)
}

/** Every permission of a viewer, for a page to know which buttons to show. */
export function permissionsOf(viewer: Pick<Viewer, 'role'>): Permission[] {
  return (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => may(viewer, permission))
}

export const ROLE_NAMES = {
  ccoe: 'Cloud Center of Excellence',
  member: 'Team member',
  auditor: 'Auditor',
} as const satisfies Record<Role, string>
