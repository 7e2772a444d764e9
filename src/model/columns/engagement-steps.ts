/** Steps of the engagement column to one unit of its term: a doubling of an asset's rate over that of its surface. */
export const ENGAGEMENT_STEPS = 32
