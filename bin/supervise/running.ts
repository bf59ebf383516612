/** What runs on a data directory, for commands that want to use it. Written by whoever holds the directory. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { holderOf } from './data-lock.ts'

export type Running = {
  pid: number
  mode: 'demo' | 'aws'
  webUrl: string | undefined
  databaseUrl: string
  clockOffsetMs: number
  estate: Estate | undefined
}

/** The simulated organisation as commands and the worker need to know it. */
export type Estate = {
  awsEndpointUrl: string
  accessKeyId: string
  secretAccessKey: string
  region: string
  memberRole: string
  externalId: string
}

const runningFile = (dataDir: string): string => join(dataDir, 'running.json')

/** Undefined unless the process that wrote it still holds the directory. */
export function findRunning(dataDir: string): Running | undefined {
  try {
    const running = JSON.parse(readFileSync(runningFile(dataDir), 'utf8')) as Running
    return running.pid === holderOf(dataDir) ? running : undefined
  } catch {
    // Nothing was started here yet.
    return undefined
  }
}

/** Replaces the file in one step, so that no reader sees half of it. It holds credentials: nobody else may read it. */
export function writeRunning(dataDir: string, running: Omit<Running, 'pid'>): void {
  const unfinished = `${runningFile(dataDir)}.${process.pid}`
  writeFileSync(unfinished, JSON.stringify({ pid: process.pid, ...running }, null, 2), { mode: 0o600 })
  renameSync(unfinished, runningFile(dataDir))
}

export function removeRunning(dataDir: string): void {
  rmSync(runningFile(dataDir), { force: true })
}

/** Settings for a process that is to see the simulated organisation, and no other account of this machine's user. */
export function estateSettings(estate: Estate): Record<string, string | undefined> {
  return {
    AWS_ENDPOINT_URL: estate.awsEndpointUrl,
    AWS_ACCESS_KEY_ID: estate.accessKeyId,
    AWS_SECRET_ACCESS_KEY: estate.secretAccessKey,
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_REGION: estate.region,
    // Its AWS is on this machine, which no proxy of a company reaches.
    NO_PROXY: '*',
    no_proxy: '*',
    STEWARD_MEMBER_ROLE: estate.memberRole,
    STEWARD_EXTERNAL_ID: estate.externalId,
    STEWARD_HUB_ROLE_ARN: undefined,
    // The demo's AWS has no limits: twelve weeks of past would otherwise take minutes to collect.
    STEWARD_AWS_PACE: 'none',
  }
}
