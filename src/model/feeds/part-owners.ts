import type { FeedPart } from './feed-settings.ts'

/** Part of a record → the feed that owns it; an asset has the one part `assets`. What is left out was brought by hand. */
export type PartOwners = Readonly<Partial<Record<FeedPart, string>>>
