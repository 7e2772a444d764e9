import { z } from 'zod'
import { FEED_PARTS, feedId } from '../../model/feeds/feed-settings.ts'
import type { PartOwners } from '../../model/feeds/part-owners.ts'
import { type Asset, asset } from '../../model/nouns/asset.ts'
import { type Campaign, campaign } from '../../model/nouns/campaign.ts'
import { type Title, title } from '../../model/nouns/title.ts'
import { type NextRevision, nextRevision } from '../campaigns/next-revision.ts'
import { type DocumentType, keys } from './keys.ts'
import { ScheduleError } from './schedule-error.ts'

export interface RecordOf {
  readonly title: Title
  readonly asset: Asset
  readonly campaign: Campaign
}

/** A record as it is stored. */
export interface StoredDocument<Type extends DocumentType = DocumentType> {
  /** 1 when first stored; every change of content or status, or of the next revision, takes the next number. */
  readonly revision: number
  /** When it was first stored, in milliseconds since 1970; `addedWithinDays` counts from then. */
  readonly addedAt: number
  readonly changedAt: number
  /**
   * Since when it is withdrawn, in milliseconds since 1970: it stays stored and never plays, until it is sent again.
   * Left out: it is not. A campaign never is.
   */
  readonly withdrawnAt?: number
  /** Left out: all of it was brought by hand, as a campaign always is. */
  readonly owners?: PartOwners
  /** Of a campaign: who wrote what it says. Left out: not known, as in documents of before. */
  readonly by?: string
  /** Of a campaign: all who wrote any of what it says, while nobody has approved that. Left out: as `recordAuthors` reads it. */
  readonly authors?: readonly string[]
  /** Of a campaign that nobody has approved: the feed that brought it. Left out: people, by hand. */
  readonly feed?: string
  /** Of a campaign: the second person who has approved what it says. Left out: nobody has, and one brought it on the air. */
  readonly secondedBy?: string
  /** Of a campaign: what it is to say next, once approved. Left out: nothing waits. */
  readonly next?: NextRevision
  readonly record: RecordOf[Type]
}

/** The latest number that its revision, or its next one, has taken. */
export function latestRevision({ revision, next }: Pick<StoredDocument, 'revision' | 'next'>): number {
  return Math.max(revision, next?.revision ?? 0)
}

/** What a stored title or asset says besides its record, where documents of before say nothing. */
export const suppliedEnvelope = {
  // No greater than the last instant of a `Date`.
  withdrawnAt: z.int().min(0).max(8.64e15).optional(),
  owners: z.partialRecord(z.enum(FEED_PARTS), feedId).optional(),
}

/** Who wrote what a stored campaign says. */
export const campaignEnvelope = {
  by: z.string().optional(),
  secondedBy: z.string().optional(),
  authors: z.array(z.string()).optional(),
  feed: z.string().optional(),
}

const envelope = { revision: z.int().min(1), addedAt: z.number(), changedAt: z.number() }

const documentSchemas = {
  title: z.object({ ...envelope, ...suppliedEnvelope, record: title }),
  asset: z.object({ ...envelope, ...suppliedEnvelope, record: asset }),
  campaign: z.object({ ...envelope, ...campaignEnvelope, next: nextRevision.optional(), record: campaign }),
}

/** Parses a stored document with its schema, so that a damaged one is detected here. */
export function parseDocument<Type extends DocumentType>(type: Type, id: string, json: string): StoredDocument<Type> {
  const parsed = documentSchemas[type].safeParse(parseJson(json))
  if (!parsed.success || parsed.data.record.id !== id) {
    const why = parsed.success ? `it holds ${parsed.data.record.id}` : (parsed.error.issues[0]?.path.join('.') ?? '')
    throw new ScheduleError(
      'inconsistent',
      `${keys.document(type, id)} is not a stored ${type} (${why}); ingest it again`,
    )
  }
  return parsed.data as StoredDocument<Type>
}

export const writeDocument = (document: StoredDocument): string => JSON.stringify(document)

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
