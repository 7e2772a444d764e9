import { z } from 'zod'
import { splitLines } from '../ingest/split-lines.ts'
import { sendRepeatable } from './checked-pipeline.ts'
import type { AddedAtLine } from './export-schedule.ts'
import { type IngestDependencies, runIngest } from './ingest.ts'
import type { IngestReport } from './ingest-report.ts'
import { DOCUMENT_TYPES, keys } from './keys.ts'
import { asNumber } from './replies.ts'
import { ScheduleError } from './schedule-error.ts'

export interface RestoreOptions {
  readonly actor: string
  /** Whether to restore over what is stored. What is stored and not in the export stays. */
  readonly intoNonEmpty?: boolean
  readonly onProgress?: (progress: { readonly records: number }) => void
}

const addedAtLine = z.object({ v: z.literal(1), type: z.literal('added-at'), ids: z.record(z.string(), z.number()) })

/** Reads an export back: same records, same statuses, same days of arrival; revisions start anew. */
export async function restoreSchedule(
  dependencies: IngestDependencies,
  stream: AsyncIterable<Uint8Array>,
  options: RestoreOptions,
): Promise<IngestReport> {
  const stored = await countDocuments(dependencies)
  if (stored > 0 && options.intoNonEmpty !== true) {
    throw new ScheduleError(
      'refused',
      `the scheduling store holds ${stored} records: restore into an empty one, or say that you mean it`,
    )
  }
  const ages = new Map<string, number>()
  const policy = { kind: 'restore', addedAt: (id: string) => ages.get(id) } as const
  return runIngest(dependencies, recordsOnly(stream, ages), options, policy)
}

async function countDocuments({ redis }: IngestDependencies): Promise<number> {
  const replies = await sendRepeatable(redis, (queue) => {
    for (const type of DOCUMENT_TYPES) queue.scard(keys.documentIds(type))
  })
  return replies.reduce<number>((sum, reply) => sum + asNumber(reply), 0)
}

const LINE_FEED = Uint8Array.of(0x0a)

/** Takes out the lines that tell ages; an empty one stays in their place, so that line numbers hold. */
async function* recordsOnly(stream: AsyncIterable<Uint8Array>, ages: Map<string, number>): AsyncGenerator<Uint8Array> {
  let written = 1
  for await (const { line, bytes } of splitLines(stream)) {
    for (; written < line; written += 1) yield LINE_FEED
    const added = parseAddedAt(bytes, line)
    if (added === null) yield bytes
    for (const [id, at] of Object.entries(added?.ids ?? {})) ages.set(id, at)
  }
}

const START_OF_ADDED_AT = '{"v":1,"type":"added-at"'

function parseAddedAt(bytes: Uint8Array, line: number): AddedAtLine | null {
  const start = new TextDecoder().decode(bytes.subarray(0, START_OF_ADDED_AT.length))
  if (start !== START_OF_ADDED_AT) return null
  const parsed = addedAtLine.safeParse(jsonOf(bytes))
  if (parsed.success) return parsed.data
  throw new ScheduleError(
    'refused',
    `line ${line} of the export is damaged: it tells when assets came in, so nothing was restored; take another export`,
  )
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return undefined
  }
}
