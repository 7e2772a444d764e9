import type { z } from 'zod'
import { viewingLine } from '../../contracts/ops/requests/viewing.ts'
import { type ByteLine, splitLines } from '../../ingest/lines/split-lines.ts'

/** Far more than a line of the longest values has. */
const LINE_BYTES = 4_096
/** One request may take so many lines: each viewer's profile is read and written by itself. */
export const VIEWING_LINES = 500
/** A device or a service may be ahead of the publisher by so much, in milliseconds. */
const CLOCK_SKEW_MS = 60_000
const OLDEST_MS = 400 * 86_400_000

/** One viewing with the line that it stands on. */
export interface ViewingLine {
  readonly line: number
  readonly sub: string
  readonly titleId: string
  readonly watchedMs: number
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  readonly consent: { readonly at: number; readonly proof: string }
}

/** Why a line was refused. */
export interface RefusedLine {
  readonly line: number
  readonly field: string
  readonly reason: string
}

/** More lines than one request may have. */
export class TooManyLines extends Error {}

/**
 * Reads all lines before anything is done, so that a body that is cut or too long changes nothing.
 * @param now milliseconds since 1970 UTC
 * @throws TooManyLines
 */
export async function readViewing(
  body: AsyncIterable<Uint8Array>,
  now: number,
): Promise<{ readonly viewings: readonly ViewingLine[]; readonly refused: readonly RefusedLine[] }> {
  const viewings: ViewingLine[] = []
  const refused: RefusedLine[] = []
  for await (const each of splitLines(body, LINE_BYTES)) {
    if (viewings.length + refused.length >= VIEWING_LINES) throw new TooManyLines()
    const read = readLine(each, now)
    if ('reason' in read) refused.push(read)
    else viewings.push(read)
  }
  return { viewings, refused }
}

function readLine({ line, bytes, tooLong }: ByteLine, now: number): ViewingLine | RefusedLine {
  const refuse = (field: string, reason: string): RefusedLine => ({ line, field, reason })
  if (tooLong) return refuse('', `it is longer than ${LINE_BYTES} bytes`)
  const json = jsonOf(bytes)
  if (json === undefined) return refuse('', 'it is not JSON: send one object a line')
  const parsed = viewingLine.safeParse(json)
  if (!parsed.success) return refuse(...faultOf(parsed.error.issues[0]))
  const { sub, titleId, watchedMs, consent } = parsed.data
  const [at, consentAt] = [Date.parse(parsed.data.at), Date.parse(consent.at)]
  if (at > now + CLOCK_SKEW_MS) return refuse('at', 'it is in the future')
  if (at < now - OLDEST_MS) return refuse('at', 'it is over 400 days ago')
  if (consentAt <= 0) return refuse('consent.at', 'it is before 1970')
  if (consentAt > at) return refuse('consent.at', 'the consent came after the viewing')
  return { line, sub, titleId, watchedMs, at, consent: { at: consentAt, proof: consent.proof } }
}

function faultOf(issue: z.core.$ZodIssue | undefined): [field: string, reason: string] {
  const path = issue?.path.map(String) ?? []
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1).map((key) => key.slice(0, 80)) : []
  return [[...path, ...unknown].join('.'), (issue?.message ?? 'it cannot be used').slice(0, 200)]
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes))
  } catch {
    return undefined
  }
}
