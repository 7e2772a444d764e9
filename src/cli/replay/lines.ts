import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { isWithheld } from '../../decision-log/withheld-memory.ts'
import { type DecisionLogLine, decisionLogLine } from '../../model/messages/decision-log.ts'
import { Refusal, UsageError } from '../frame/refusal.ts'

/** A line of the decision log, or the fault of a text that is not one. */
export type ReadLine = ReadText & {
  /** Its number in the source, from 1; empty lines count. */
  readonly at: number
}

type ReadText = { readonly line: DecisionLogLine } | { readonly decisionId: string | null; readonly problem: string }

/** A source of lines, as text. */
export type LineSource = Readable

/** The lines in an answer of the ops API. */
export function linesOfBody(body: ReadableStream<Uint8Array> | null): LineSource {
  if (body === null) throw new Refusal('the ops API sent no body', 'is FF_OPS_URL a publisher of this version?')
  return Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])
}

/** The lines in a file with the output of `GET /ops/v1/decisions`. */
export function linesOfFile(path: string): LineSource {
  return createReadStream(path)
}

/**
 * Reads NDJSON, ignoring empty lines.
 * @param prepared what of a line is read, such as all but its viewer's memory; all of it
 * @throws UsageError when there is no such file
 */
export async function readLines(
  source: LineSource,
  name: string,
  prepared: (line: unknown) => unknown = (line) => line,
): Promise<readonly ReadLine[]> {
  const read: ReadLine[] = []
  let at = 0
  const failed = new Promise<never>((_, reject) => {
    source.once('error', (error) => reject(new UsageError(`${name} cannot be read (${error.message})`)))
  })
  const all = (async () => {
    for await (const text of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
      at++
      if (text.trim() !== '') read.push({ at, ...lineOf(text, prepared) })
    }
  })()
  await Promise.race([all, failed])
  return read
}

function idOf(value: unknown): string | null {
  const { decisionId } = Object.fromEntries(Object.entries(value ?? {}))
  return typeof decisionId === 'string' ? decisionId : null
}

function lineOf(text: string, prepared: (line: unknown) => unknown): ReadText {
  const value = prepared(parsed(text))
  const line = decisionLogLine.safeParse(value)
  if (line.success) return { line: line.data }
  const { unreadable, v } = Object.fromEntries(Object.entries(value ?? {}))
  const id = idOf(value)
  if (isWithheld(value)) {
    return { decisionId: id, problem: 'it does not contain the viewer’s profile; get the line with for=replay' }
  }
  if (unreadable === 'unknown-key') {
    return { decisionId: id, problem: 'it is encrypted to a key that the publisher does not hold (DECISION_LOG_KEY)' }
  }
  if (unreadable !== undefined) return { decisionId: id, problem: 'the publisher cannot decrypt it' }
  if (v !== undefined && v !== 1) return { decisionId: id, problem: `it is of version ${String(v)}; this ff reads 1` }
  const [issue] = line.error.issues
  return {
    decisionId: id,
    problem: `it is not a line of the decision log: ${issue?.path.join('.') || 'the line'}: ${issue?.message}`,
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
