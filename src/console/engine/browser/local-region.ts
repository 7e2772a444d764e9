/**
 * The engine that serves, in a page: `/console/engine.js`, a module of its own.
 *
 *     import { openRegion } from '/console/engine.js'
 *     const read = async (path) => {
 *       const answer = await fetch(`/ops/v1${path}`)
 *       if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
 *       return new Uint8Array(await answer.arrayBuffer())
 *     }
 *     const region = await openRegion('dach', { read, subtle: crypto.subtle })
 *     const { kept, rejected } = region.explain({ surface: 'home-hero', country: 'DE', cap: 12, now: Date.now() })
 *
 * What is told is what `POST /ops/v1/explain` tells of the same question, without what only the publisher knows: the
 * chances of a draw, what the compiler left out, and the house idents of a floor. The winner is `kept[0]`, the slate
 * those of `kept` whose `reason` is null; where nothing is kept, `rejected` says why.
 *
 * A region is opened once, and answers as of the sequence in `region.pointer`; a page that sees a later one opens it
 * again (what has not changed is in the browser's cache). `openRegion` rejects when a signature or a hash is not right,
 * nothing is published, or the region has too much text for a page.
 */
import type { Hints } from '../../../decide/context/context.ts'
import { deriveContext } from '../../../decide/context/derive-context.ts'
import { decisionRequest } from '../../../decide/decision-request.ts'
import { typescriptEngine } from '../../../decide/engine/typescript/typescript-engine.ts'
import { describeContext } from '../../../decide/explain/described-context.ts'
import { explain } from '../../../decide/explain/explain.ts'
import {
  type ExplainedClaims,
  explainedPlacement,
  explainedViewer,
  type PlacementAsked,
} from '../../../decide/explain/explained-asker.ts'
import { ANY_DEVICE } from '../../../decide/matrix/matrix-viewers.ts'
import { openSnapshot } from '../../../decide/opened/opened-snapshot.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { type ReadRegion, type RegionDoors, readRegion } from './read-region.ts'

/** More than any region has: the whole waterfall is told. */
const EVERYTHING = 100_000

/** Who asks, where and when. Residences are for the publisher: they may need the list of another region. */
export interface LocalQuestion extends Omit<ExplainedClaims, 'residence'>, PlacementAsked {
  /** A country of the region, like `DE`. */
  readonly country: string
  readonly regionCode?: string | null
  readonly timezone?: string | null
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  /** What a device says of itself; left out: one that plays everything. */
  readonly hints?: Partial<Hints>
}

/** A region's live snapshot, ready to be asked. */
export interface LocalRegion extends Pick<ReadRegion, 'pointer'> {
  /** @throws RangeError for a country of another region */
  explain(question: LocalQuestion): LocalExplanation
}

/** What becomes of each candidate, and why. */
export type LocalExplanation = ReturnType<typeof explainIn>

/** Reads, checks and opens the live snapshot of a region. */
export async function openRegion(region: RegionId, doors: RegionDoors): Promise<LocalRegion> {
  const read = await readRegion(region, doors)
  const opened = openSnapshot(read.snapshot, typescriptEngine)
  return { pointer: read.pointer, explain: (question) => explainIn({ ...read, opened }, question) }
}

function explainIn(
  { pointer, opened, denies }: ReadRegion & { readonly opened: ReturnType<typeof openSnapshot> },
  question: LocalQuestion,
) {
  const { country, regionCode = null, timezone: timeZone = null, now, hints } = question
  const { rules } = opened.snapshot
  if (!rules.territories.some(({ code }) => code === country)) {
    throw new RangeError(`${country} is not in ${pointer.region}`)
  }
  const place = { country, regionCode, timeZone, anonymizer: null }
  const viewer = explainedViewer(question)
  const context = deriveContext(rules, { place, viewer, hints: { ...ANY_DEVICE, ...hints }, now })
  const placement = explainedPlacement(question, EVERYTHING)
  const { kept, rejected, total } = explain(
    opened,
    decisionRequest({ context, placements: [placement], denies }),
    placement,
  )
  return { context: describeContext(context), kept, rejected, total }
}
