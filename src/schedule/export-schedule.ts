import type { Redis } from '@upstash/redis/cloudflare'
import { REGION_IDS } from '../model/region.ts'
import type { StoredDocument } from './document.ts'
import { DOCUMENT_TYPES } from './keys.ts'
import { readAllDocuments, readRevision } from './read-documents.ts'
import { ScheduleError } from './schedule-error.ts'
import { listTakedowns } from './takedowns.ts'

/**
 * The line that tells when the assets on the lines behind it came in (milliseconds since 1970). It is
 * no record; only a restore reads it, so that `addedWithinDays` goes on counting from the same days.
 */
export interface AddedAtLine {
  readonly v: 1
  readonly type: 'added-at'
  readonly ids: Readonly<Record<string, number>>
}

/**
 * The whole schedule as NDJSON, line by line (each with its line feed): titles, assets, campaigns with
 * their statuses, takedowns. Throws `inconsistent` behind the last line if the schedule changed
 * meanwhile: an export that was not read to its good end must not be kept.
 */
export async function* exportSchedule(redis: Redis): AsyncGenerator<string> {
  const revision = await readRevision(redis)
  for (const type of DOCUMENT_TYPES) {
    for await (const documents of readAllDocuments(redis, type)) {
      if (documents.length > 0) yield lineOf(addedAt(documents))
      for (const { record } of documents) yield lineOf(record)
    }
  }
  yield* exportTakedowns(redis)
  if ((await readRevision(redis)) !== revision) {
    throw new ScheduleError(
      'inconsistent',
      'the schedule changed during the export: throw this file away and export again',
    )
  }
}

async function* exportTakedowns(redis: Redis): AsyncGenerator<string> {
  const seen = new Set<string>()
  for (const region of REGION_IDS) {
    for (const { takedown } of await listTakedowns(redis, region)) {
      if (!seen.has(takedown.id)) yield lineOf(takedown)
      seen.add(takedown.id)
    }
  }
}

function addedAt(documents: readonly StoredDocument[]): AddedAtLine {
  const ids = Object.fromEntries(documents.map((document) => [document.record.id, document.addedAt]))
  return { v: 1, type: 'added-at', ids }
}

const lineOf = (content: object): string => `${JSON.stringify(content)}\n`
