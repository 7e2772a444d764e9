import idents from './idents.json' with { type: 'json' }

/** The campaign that the house idents stand under, and whose it is. */
export const HOUSE_CAMPAIGN = { id: 'cmp_house-idents', owner: 'firstframe' } as const

/**
 * What an order names to reach a house ident. Edges apply the packed part of a takedown list to no baseline, where it
 * could hide one too many and leave nothing: such orders are always said word for word. They are few.
 */
export const HOUSE_TARGETS: ReadonlySet<string> = new Set([
  HOUSE_CAMPAIGN.id,
  `owner:${HOUSE_CAMPAIGN.owner}`,
  ...idents.map(({ id }) => id),
  ...idents.flatMap(({ tags }) => tags.map((tag) => `tag:${tag}`)),
])
