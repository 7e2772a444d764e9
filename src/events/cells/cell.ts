import type { RegionId } from '../../model/nouns/region.ts'
import type { SoundItem } from '../sound-item.ts'

/**
 * Which counters a cell belongs to: a campaign's delivery; of a region, the results of its assets, the networks that give
 * much of those, or how renditions start.
 */
export const CELL_FAMILIES = ['delivery', 'assets', 'sources', 'renditions', 'renditionErrors'] as const
export type CellFamilyName = (typeof CELL_FAMILIES)[number]

/** What one counter counts. Everything that names it comes from the sealed decision, so repeats find the same cell. */
export interface Cell {
  readonly family: CellFamilyName
  /** Whose counters: the campaign, or the region. */
  readonly owner: string
  /** The counter among its owner's. It names the weight, so that counts from before a change of the rate stay right. */
  readonly field: string
}

/** Where and with which weight an event counts. */
export interface Counted {
  readonly region: RegionId
  readonly weight: number
}

/** The cells that an event counts in: a family of counters. */
export type CellFamily = (item: SoundItem, counted: Counted) => readonly Cell[]

/** What stands for a territory or a surface that an older token does not name. */
export const NOT_SAID = '-'
