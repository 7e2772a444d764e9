import type { Decision } from '../../src/contracts/device/answers/decision.ts'
import type { DecisionsAnswer } from '../../src/contracts/device/answers/decisions.ts'
import type { EventsAnswer } from '../../src/contracts/device/answers/events.ts'
import type { ProblemBody } from '../../src/contracts/device/answers/problem.ts'
import type { StatusAnswer } from '../../src/contracts/device/answers/status.ts'
import { contractFault } from '../contracts/strict.ts'
import { eventually, PATIENCE_MS } from '../setup/eventually.ts'
import type { EdgeIsolate } from './edge-world.ts'

/** One item of an answer. */
export type Item = Decision

/** Every field that some answer of the device API has, as the tests read it. */
export type Body = DecisionsAnswer & EventsAnswer & Partial<Pick<ProblemBody, 'field' | 'detail'>>

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Body
}

interface Asking {
  /** Stands in for `request.cf`; left out: unknown place. */
  readonly country?: string
  readonly token?: string
  /** Makes it a POST. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Asks the edge over HTTP, as a device would.
 * @throws Error when the answer is not what its contract says, to the last field, or the request hangs
 */
export async function ask(isolate: EdgeIsolate, path: string, asking: Asking = {}): Promise<Answer> {
  const { country, token, body } = asking
  const response = await fetch(isolate.url + path, {
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: {
      ...(country === undefined ? {} : { 'x-debug-context': `country=${country}` }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...asking.headers,
    },
    ...(body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  // Our own service's answer; a test that reads a field which is not there fails by itself.
  const answered = JSON.parse(text) as Body
  const fault = contractFault(path, response.headers.get('content-type'), answered)
  if (fault !== null) throw new Error(fault)
  return { status: response.status, headers: response.headers, text, body: answered }
}

export async function statusOf(isolate: EdgeIsolate, region: string): Promise<StatusAnswer> {
  const path = `/v1/status?region=${region}`
  const response = await fetch(isolate.url + path)
  const body = (await response.json()) as StatusAnswer
  const fault = contractFault(path, response.headers.get('content-type'), body)
  if (fault !== null) throw new Error(fault)
  return body
}

/** Text pages are read ahead in the background: an answer asked for then waits for none, on the busiest machine. */
const textHeld = ({ text, candidates }: StatusAnswer): boolean =>
  candidates === 0 || (text.of > 0 && text.held === text.of)
/** More text than a region may hold is never all there. */
const TEXT_WAIT_MS = 2_000

/**
 * Asks for a region's status until it is as wanted: what was put is taken within a moment, or after a back-off.
 * A snapshot that is to be fresh has its text in memory, too, where there is room for it.
 */
export async function until(
  isolate: EdgeIsolate,
  region: string,
  wanted: (status: StatusAnswer) => boolean,
): Promise<StatusAnswer> {
  let textDeadline = Number.POSITIVE_INFINITY
  return eventually(
    () => statusOf(isolate, region),
    (status) => {
      if (!wanted(status)) return false
      textDeadline = Math.min(textDeadline, Date.now() + TEXT_WAIT_MS)
      return status.rung !== 'fresh' || textHeld(status) || Date.now() >= textDeadline
    },
  )
}

/** Every item on the answer's screen, in the order of its placements. */
export function itemsOf(body: Body): readonly Item[] {
  return Object.values(body.decisions).flat()
}

/** Whether an asset is none of the house idents, which play where nothing else may. */
export function isScheduled(assetId: string): boolean {
  return !assetId.startsWith('ast_house-ident-')
}
