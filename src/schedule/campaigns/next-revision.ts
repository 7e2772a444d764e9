import { z } from 'zod'
import { type Campaign, campaign } from '../../model/nouns/campaign.ts'

/**
 * What a campaign that is on the air, or paused, is to say next. It is stored beside the campaign, which runs on
 * unchanged until this is approved.
 */
export const nextRevision = z.object({
  /** From the same count as the revisions of the campaign, so that the two never share a number. */
  revision: z.int().min(1),
  /** Milliseconds since 1970. */
  changedAt: z.number(),
  /** Who wrote of it last. */
  by: z.string(),
  /** All who wrote any of it since the campaign was last approved; left out: `by` alone. */
  authors: z.array(z.string()).optional(),
  /** The feed that brought it; left out: people, by hand. */
  feed: z.string().optional(),
  /** A draft, or waiting for approval. */
  record: campaign,
  /** What the campaign said when this was written; left out: what it says now, its status aside. */
  base: campaign.optional(),
})
export type NextRevision = z.infer<typeof nextRevision>

/** What an ingest makes of a campaign. */
export interface CampaignAfterIngest {
  /** What is stored as the campaign itself. */
  readonly record: Campaign
  /** What is stored as its next revision; null: none; left out: as before. */
  readonly next?: Campaign | null
}
