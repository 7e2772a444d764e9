import type { Narrowing } from '../../model/narrowing.ts'
import { REGION_IDS, type RegionId, UNKNOWN_TERRITORY } from '../../model/region.ts'
import type { Rules } from '../../model/rules.ts'
import { EEA_ABROAD } from '../../model/snapshot.ts'
import type { Takedown } from '../../model/takedown.ts'
import { expandTerritories } from '../../rules/expand-territories.ts'
import type { NumberedNarrowings } from '../../schedule/narrowings.ts'
import { keys, SNAPSHOT_FORMAT } from '../../snapshot/format.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import type { TakedownsPayload } from '../../snapshot/takedowns/payload.ts'
import type { LiveReader } from './live-region.ts'
import { ReadBackMismatch } from './put-shards.ts'

/** The territories of a takedown that lie in a region: null for all of them, empty for none. */
export function reachOf(rules: Rules, takedown: Takedown, region: RegionId): readonly string[] | null {
  if (takedown.territories.includes('*')) return null
  const { territories } = expandTerritories(rules, takedown.territories)
  // Nobody knows that a request from an unknown place is not from there: it holds there too.
  if (region === 'world') return territories.size > 0 ? [UNKNOWN_TERRITORY] : []
  return [...territories].filter((code) => rules.territories.get(code)?.region === region).sort()
}

/** The regions whose list a takedown belongs on. */
export function regionsOfTakedown(rules: Rules, takedown: Takedown): readonly RegionId[] {
  return REGION_IDS.filter((region) => reachOf(rules, takedown, region)?.length !== 0)
}

type Entries = TakedownsPayload['entries']
type Narrowings = TakedownsPayload['narrowings']

/** The territories of a narrowing that lie in a region: null for all of them, empty for none. */
export function narrowedPlaces(rules: Rules, { territories }: Narrowing, region: RegionId): readonly string[] | null {
  if (territories === null) return null
  const regionOf = (code: string) => (code === UNKNOWN_TERRITORY ? 'world' : rules.territories.get(code)?.region)
  const homes = [...rules.geo.portability]
  return territories.filter((code) =>
    code === EEA_ABROAD ? homes.some((home) => regionOf(home) === region) : regionOf(code) === region,
  )
}

/**
 * A region's narrowings as they go to the edges; records that one change narrowed alike stand together.
 *
 * @param needed those up to this number are known to every snapshot that may be announced in the region
 */
export function narrowingEntries(
  rules: Rules,
  region: RegionId,
  list: readonly NumberedNarrowings[],
  { needed, now }: { readonly needed: number; readonly now: number },
): Narrowings {
  const groups = new Map<string, Narrowings[number]>()
  for (const { number, narrowings } of list) {
    if (number <= needed) continue
    for (const narrowing of narrowings) {
      const { from, until } = narrowing
      const territories = narrowedPlaces(rules, narrowing, region)
      if (territories?.length === 0 || (until !== null && until <= now)) continue
      const key = JSON.stringify([number, territories, from, until])
      const group = groups.get(key)
      if (group) group.targets.push(narrowing.target)
      else
        groups.set(key, {
          number,
          targets: [narrowing.target],
          territories: territories && [...territories],
          from,
          until,
        })
    }
  }
  return [...groups.values()]
}

/** A region's list as it goes to the edges. Entries whose time has passed are left out. */
export function takedownEntries(rules: Rules, region: RegionId, takedowns: readonly Takedown[], now: number): Entries {
  return takedowns
    .map((takedown) => {
      const territories = reachOf(rules, takedown, region)
      return {
        id: takedown.id,
        target: takedown.target,
        territories: territories === null ? null : [...territories],
        until: takedown.until === null ? null : Date.parse(takedown.until),
      }
    })
    .filter(({ territories, until }) => territories?.length !== 0 && (until === null || until > now))
}

/** What a region's list withdraws. */
export type Withdrawals = Pick<TakedownsPayload, 'entries' | 'narrowings'>

/**
 * Signs and puts a region's takedown list, and reads it back. No gate, lock or check of the publish
 * cycle stands before it.
 * @throws ReadBackMismatch when it reads back different: somebody else wrote, or the write was lost
 */
export async function announceTakedowns(
  region: RegionId,
  list: { readonly sequence: number } & Withdrawals,
  reader: LiveReader,
): Promise<void> {
  const payload: TakedownsPayload = {
    format: SNAPSHOT_FORMAT,
    region,
    sequence: list.sequence,
    createdAt: new Date(reader.now()).toISOString(),
    entries: list.entries,
    narrowings: list.narrowings,
    packed: null,
    ledger: [],
    lifted: [],
  }
  const text = await reader.signer.sign('takedowns', payload)
  // A decision names its list by the hash of this text, and is made again with it.
  await reader.sink.put(keys.takedownsText(await sha256Hex(new TextEncoder().encode(text))), text)
  await reader.sink.put(keys.takedowns(region), text)
  if ((await reader.sink.getText(keys.takedowns(region))) !== text) {
    throw new ReadBackMismatch('the takedown list reads back different')
  }
}
