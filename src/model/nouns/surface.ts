/**
 * Surfaces: where a video plays. What each one takes (aspect, kinds, counts) is data in
 * `rules/surfaces.json`; the ids stand here because they are bits in the snapshot, in this order.
 */
export const SURFACE_IDS = ['home-hero', 'browse-tile', 'title-detail', 'post-play', 'clips-feed'] as const
export type SurfaceId = (typeof SURFACE_IDS)[number]

/** What a surface plays if nothing else may: the house idents, or nothing. */
export const SURFACE_FLOORS = ['idents', 'none'] as const
export type SurfaceFloor = (typeof SURFACE_FLOORS)[number]
