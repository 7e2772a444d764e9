import type { DecisionRequest } from '../decide/decision-request.ts'
import type { GivenPlace, OfferedRow, PlaceChances } from '../decide/given/given-page.ts'
import { pageChances } from '../decide/given/page-chances.ts'
import type { OpenedSnapshot } from '../decide/opened/opened-snapshot.ts'
import { assetOf, campaignOf, columnValue } from '../model/columns/column-value.ts'
import { spaceOf } from '../model/columns/taste-space.ts'
import { hash32 } from '../model/hash32.ts'
import type { OwnedBySurface } from '../model/policies/owned-values.ts'
import type { ShownPage } from './pages-of-line.ts'

/** One that a snapshot could have put in a place, beside what the snapshot that answered could have put there. */
export interface ComparedRow extends OfferedRow {
  /** `hash32` of its asset's id, alike in all snapshots. */
  readonly asset: number
  /** The snapshot that answered could have put it there, given what stands above. */
  readonly possible: boolean
}

/** One place of a logged page, under another snapshot. */
export interface ComparedPlace extends Pick<PlaceChances, 'chance' | 'reached'> {
  readonly assetId: string
  /** Place on its page, from 0; backups follow the picks. */
  readonly position: number
  /** Nobody is shown it unless what is above it fails. */
  readonly backup: boolean
  /** Its position in the answer, as events name it. */
  readonly answered: number
  /** The chance that was logged. */
  readonly logged: number
  readonly drawn: boolean
  /** All that the other snapshot could have put there, best first. */
  readonly offered: readonly ComparedRow[]
  /** The share of the other snapshot's chance that lies on what the one that answered could have put there. */
  readonly support: number
}

/** A page of a logged decision, under another snapshot. */
export interface ComparedPage {
  /** Id of the placement. */
  readonly placement: string
  readonly places: readonly ComparedPlace[]
}

/** The snapshot that answered, and another one: it may be the same. */
export interface TwoSnapshots {
  readonly answered: OpenedSnapshot
  readonly other: OpenedSnapshot
}

/**
 * The chances that another snapshot would have given the pages of an answer. Assets and campaigns are the same where
 * their ids are. A taste learned in another space says nothing to the other snapshot, as at the edge.
 *
 * @param request that was answered
 * @param owned what experiments of the other snapshot own for it there; on the snapshot that answered, as it was answered
 * @param pages one for each placement
 * @returns `not-repeated`: the snapshot that answered gives other chances than were logged
 */
export function comparedPages(
  { answered, other }: TwoSnapshots,
  { request, owned }: { readonly request: DecisionRequest; readonly owned: OwnedBySurface },
  pages: readonly ShownPage[],
): readonly ComparedPage[] | 'not-repeated' {
  const before = pageChances(
    answered,
    request,
    pages.map(({ places }) => places),
  )
  if (!before.every((page, at) => isRepeated(page, pages[at]))) return 'not-repeated'
  const after =
    other === answered
      ? before
      : pageChances(
          other,
          { ...requestAt(other, answered, request), owned },
          pages.map(({ places }) => places),
        )
  return pages.flatMap((page, at) => {
    const places = page.places.flatMap((place, position) => {
      const [was, is] = [before[at]?.[position], after[at]?.[position]]
      return was && is ? [compared({ answered, other }, { place, position, page, was, is })] : []
    })
    return places.length === 0 ? [] : [{ placement: page.placement, places }]
  })
}

function isRepeated(chances: readonly PlaceChances[], page: ShownPage | undefined): boolean {
  return chances.every(({ chance }, at) => chance === page?.propensities[at])
}

/**
 * The request as the other snapshot reads it: what was withheld by its own indexes, and a taste of its own space.
 */
function requestAt(other: OpenedSnapshot, answered: OpenedSnapshot, request: DecisionRequest): DecisionRequest {
  const { memory, withheld } = request
  const own = hash32(spaceOf(answered.snapshot))
  const spaces = memory.spaces ?? { profile: own, session: own }
  const withheldThere = withheldAt(other, answered, withheld)
  return { ...request, memory: { ...memory, spaces }, withheld: withheldThere }
}

function withheldAt(other: OpenedSnapshot, answered: OpenedSnapshot, withheld: ReadonlySet<number>) {
  if (withheld.size === 0) return withheld
  const wanted = new Set(Array.from(withheld, (asset) => idOfAsset(answered, asset)))
  const { length } = other.snapshot.hot.assets.idHash
  return new Set(Array.from({ length }, (_, asset) => asset).filter((asset) => wanted.has(idOfAsset(other, asset))))
}

function idOfAsset({ snapshot: { hot } }: OpenedSnapshot, asset: number): string {
  return `${hot.assets.idHash[asset]} ${hot.assets.idCheck[asset]}`
}

function compared(
  { answered, other }: TwoSnapshots,
  at: {
    readonly place: GivenPlace
    readonly position: number
    readonly page: ShownPage
    readonly was: PlaceChances
    readonly is: PlaceChances
  },
): ComparedPlace {
  const { place, position, page, was, is } = at
  const known = new Set(was.offered.filter(({ chance }) => chance > 0).map((row) => nameOf(answered, row)))
  const offered = is.offered.map((row) => {
    const asset = columnValue(other.snapshot.hot.assets.idHash, assetOf(other.snapshot.hot, row.row))
    return { ...row, asset, possible: known.has(nameOf(other, row)) }
  })
  return {
    assetId: place.assetId,
    position,
    backup: position >= page.picks,
    answered: page.positions[position] ?? position,
    logged: page.propensities[position] ?? 0,
    drawn: was.drawn && (page.drawn[position] ?? true),
    chance: is.chance,
    reached: is.reached,
    offered,
    support: offered.reduce((sum, { chance, possible }) => (possible ? sum + chance : sum), 0),
  }
}

/** What was drawn, alike in all snapshots: an asset under a campaign. */
function nameOf({ snapshot: { hot } }: OpenedSnapshot, { row }: OfferedRow): string {
  return `${hot.assets.idHash[assetOf(hot, row)]} ${hot.campaigns.idHash[campaignOf(hot, row)]}`
}
