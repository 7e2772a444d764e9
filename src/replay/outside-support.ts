import type { ComparedPage } from './compared-pages.ts'

/** An asset that a policy would show where it could not have been drawn. */
export interface OutsideAsset {
  /** `hash32` of its id. */
  readonly asset: number
  /** Its part of the policy's chance, 0 to 1. */
  readonly share: number
}

/**
 * The assets outside of what could have been drawn on some pages, with the part of the policy's chance that each takes,
 * the greatest first. All places count that the policy comes to, so that the shares sum to 1 less support.
 */
export function outsideSupport(pages: readonly ComparedPage[]): readonly OutsideAsset[] {
  const sums = new Map<number, number>()
  let reached = 0
  for (const { places } of pages) {
    let above = 1
    for (const { chance, logged, offered, drawn, backup } of places) {
      // As in the estimates: what was not drawn stands above others and does not count itself, and backups do not count.
      if (drawn && !backup && above > 0) {
        reached++
        for (const row of offered) {
          if (!row.possible) sums.set(row.asset, (sums.get(row.asset) ?? 0) + row.chance)
        }
      }
      above *= logged > 0 ? chance / logged : 0
    }
  }
  const shares = [...sums].map(([asset, sum]): OutsideAsset => ({ asset, share: reached > 0 ? sum / reached : 0 }))
  return shares
    .filter(({ share }) => share > 0)
    .sort((one, other) => other.share - one.share || one.asset - other.asset)
}
