import { askedOf } from '../../src/compile/diff/coverage.ts'
import { eligibleRows } from '../../src/compile/diff/eligible-rows.ts'
import { ageBands } from '../../src/compile/diff/panel-viewers.ts'
import { placeMoments } from '../../src/compile/diff/place-moments.ts'
import { typescriptEngine } from '../../src/decide/engine/typescript/typescript-engine.ts'
import { openSnapshot } from '../../src/decide/opened/opened-snapshot.ts'
import type { SnapshotText } from '../../src/model/columns/snapshot-text.ts'
import { DenyList } from '../../src/model/denies/deny-list.ts'
import { asset } from '../../src/model/nouns/asset.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'
import type { SurfaceId } from '../../src/model/nouns/surface.ts'
import { title } from '../../src/model/nouns/title.ts'
import { compiled } from '../compile/schedule.ts'
import { asset as sentAsset, title as sentTitle } from '../publisher/records.ts'
import { type LanesCase, planOf, rules } from './lanes-case.ts'

const unread = (): never => {
  throw new RangeError('no gate reads words')
}
const NO_TEXT: SnapshotText = { asset: unread, titleOf: unread, campaign: unread, rating: unread }

/**
 * The plans that play, compiled as for a publish over one video for everybody: how many of them pass every gate for an
 * adult at a place and instant.
 */
export function compiledRegion(region: RegionId, { plans }: Pick<LanesCase, 'plans'>) {
  const campaigns = plans.map(planOf).flatMap(({ plays, record }) => (plays ? [record] : []))
  const records = { titles: [title.parse(sentTitle('one'))], assets: [asset.parse(sentAsset('one'))], campaigns }
  const { hot, weights, rules: inside } = compiled(region, records)
  const opened = openSnapshot({ id: 'lanes', hot, weights, rules: inside, text: NO_TEXT }, typescriptEngine)
  const start = Date.UTC(2027, 2, 20)
  const places = placeMoments([opened.snapshot], { now: start, end: start + 86_400_000, most: 1 }, [])
  const band = ageBands(rules).at(-1)
  return (code: string, surface: SurfaceId, now: number): number => {
    const at = places.find((place) => place.code === code)
    if (at === undefined || band === undefined) throw new RangeError(`${code} is not in ${region}`)
    return eligibleRows(opened, askedOf(opened.snapshot, at, { band, surface, now, denies: DenyList.NONE })).length
  }
}
