import type pg from 'pg'
import { makePool } from '#lib/db/clients'

/** A pool whose connections may be ended under it: a section whose time is up loses its database. */
export const openPool = (url: string, max: number): pg.Pool => makePool(url, { max })
