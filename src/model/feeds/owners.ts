import type { FeedPart } from './feed-settings.ts'

/** Which feed owns which part of a record; a part that is left out was brought by hand, or by nobody yet. */
export type PartOwners = Partial<Readonly<Record<FeedPart, string>>>
