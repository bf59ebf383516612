/**
 * Who may make a workbook now. One takes a processor for many seconds and holds its whole file in memory, so each process
 * makes them one after the other. People take turns: nobody waits for the second file of somebody else while their own
 * first is still to come (T23).
 */
import { setTimeout as wait } from 'node:timers/promises'
import { MINUTE_MS, SECOND_MS } from '#lib/core/time'
import { AppError } from '#lib/errors'
import type { TurnState } from './contract.ts'

type Ticket = {
  id: string
  personId: string
  state: 'waiting' | 'making' | 'made' | 'failed'
  rows: number
  /** On the clock that only goes forward. */
  seenAt: number
  /** Waits within a request, which goes on when its turn comes. */
  isAsking: boolean
}

const OF_ONE_PERSON_MAX = 4
const OF_ALL_MAX = 100
/** Who stops asking for this long has gone; who has finished is remembered this long. */
const FORGOTTEN_AFTER_MS = 15 * SECOND_MS
const REMEMBERED_MS = MINUTE_MS
/** Proxies cut a request off that gives no byte for a minute. */
const WAIT_MAX_MS = 50 * SECOND_MS
const LOOK_EVERY_MS = 100

const holder = globalThis as typeof globalThis & { stewardWorkbooks?: Ticket[] }

const tickets = (): Ticket[] => (holder.stewardWorkbooks ??= [])
const isOpen = ({ state }: Ticket): boolean => state === 'waiting' || state === 'making'

/** Joins the queue, or stays in it: a page asks again and again until its turn has come. */
export function standInLine(personId: string, id: string): TurnState {
  forgetOld()
  const ticket = findTicket(personId, id) ?? join(personId, id)
  ticket.seenAt = performance.now()
  return stateOf(ticket)
}

/** Does the work when it is this ticket's turn, and leaves the queue however it ends. `count` notes the rows so far. */
export async function inTurn<Result>(
  personId: string,
  id: string,
  work: (count: (rows: number) => void) => Promise<Result>,
): Promise<Result> {
  forgetOld()
  const ticket = findTicket(personId, id) ?? join(personId, id)
  await untilTurn(ticket)
  try {
    const result = await work((rows) => {
      ticket.rows = rows
    })
    ticket.state = 'made'
    return result
  } catch (error) {
    ticket.state = 'failed'
    throw error
  } finally {
    ticket.seenAt = performance.now()
  }
}

function findTicket(personId: string, id: string): Ticket | undefined {
  // Somebody else's ticket is no ticket.
  return tickets().find((ticket) => ticket.id === id && ticket.personId === personId && ticket.state !== 'failed')
}

function join(personId: string, id: string): Ticket {
  const open = tickets().filter(isOpen)
  if (open.filter((ticket) => ticket.personId === personId).length >= OF_ONE_PERSON_MAX) {
    throw limited(
      `${OF_ONE_PERSON_MAX} of your workbooks are being made or wait for their turn. Wait until one is done.`,
    )
  }
  if (open.length >= OF_ALL_MAX) {
    throw limited(
      'Too many workbooks wait for their turn. Try again in a minute, or export as CSV, which has no queue.',
    )
  }
  const ticket: Ticket = {
    id,
    personId,
    state: 'waiting',
    rows: 0,
    seenAt: performance.now(),
    isAsking: false,
  }
  tickets().push(ticket)
  return ticket
}

const limited = (message: string) => new AppError('limited', message, { retryAfterS: 30 })

/**
 * Those that wait, in the order of their turns: every person's first, then every person's second. What somebody was given
 * a moment ago counts as their first.
 */
function inLine(): Ticket[] {
  const ofPerson = new Map<string, number>()
  const rounds = tickets().map((ticket) => {
    const round = ofPerson.get(ticket.personId) ?? 0
    ofPerson.set(ticket.personId, round + 1)
    return { ticket, round }
  })
  const waiting = rounds.filter(({ ticket }) => ticket.state === 'waiting')
  return waiting.toSorted((a, b) => a.round - b.round).map(({ ticket }) => ticket)
}

const isMaking = (): boolean => tickets().some(({ state }) => state === 'making')

function stateOf(ticket: Ticket): TurnState {
  if (ticket.state === 'making' || ticket.state === 'made') return { state: ticket.state, rows: ticket.rows }
  const place = inLine().indexOf(ticket)
  const ahead = place + (isMaking() ? 1 : 0)
  return ahead === 0 ? { state: 'ready' } : { state: 'waiting', ahead }
}

async function untilTurn(ticket: Ticket): Promise<void> {
  const giveUpAt = performance.now() + WAIT_MAX_MS
  ticket.isAsking = true
  for (;;) {
    forgetOld()
    if (!isMaking() && inLine()[0] === ticket) break
    if (performance.now() > giveUpAt) {
      ticket.state = 'failed'
      throw limited('Other workbooks are still being made. Try again in half a minute, or export as CSV.')
    }
    await wait(LOOK_EVERY_MS)
  }
  ticket.state = 'making'
}

function forgetOld(): void {
  const now = performance.now()
  const kept = tickets().filter((ticket) => {
    if (ticket.state === 'making') return true
    if (ticket.state === 'waiting') return ticket.isAsking || now - ticket.seenAt < FORGOTTEN_AFTER_MS
    return now - ticket.seenAt < REMEMBERED_MS
  })
  holder.stewardWorkbooks = kept
}

/** For tests: as if nobody had asked for a workbook. */
export function forgetWorkbooks(): void {
  holder.stewardWorkbooks = []
}
