/** The deciding part of the product as the suites see it: open, decide, and who was eligible. */

import type { Place, Viewer } from '../../../src/decide/context/context.ts'
import { deriveContext } from '../../../src/decide/context/derive-context.ts'
import { decide } from '../../../src/decide/decide.ts'
import { type DecisionRequest, decisionRequest as requestOf } from '../../../src/decide/decision-request.ts'
import { eligible } from '../../../src/decide/eligibility/eligible.ts'
import { gateInput } from '../../../src/decide/eligibility/gate-input.ts'
import { PASSED } from '../../../src/decide/eligibility/gate-order.ts'
import { simdEngine } from '../../../src/decide/engine/simd/simd-engine.ts'
import { type OpenedSnapshot, openSnapshot } from '../../../src/decide/opened/opened-snapshot.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import { instantiateKernel } from '../../decide/engine/engines.ts'
import { type Asked, PLACE } from '../catalogue/asked.ts'
import { byName, largeShards } from '../catalogue/large-snapshot.ts'
import type { NaiveRequest } from '../naive/candidate.ts'
import { minuteOfWeek } from '../naive/minute-of-week.ts'
import { instantiateRoomyKernel } from './roomy-kernel.ts'

/** What one region is supported with. */
const REGION_MOST = 200_000

/** Opened with the engine that the edge opens with; beyond what a region may have, with more room for it. */
export function openLarge(candidates: number): OpenedSnapshot {
  const snapshot = decodeSnapshot('bench', byName(largeShards(candidates)))
  return openSnapshot(snapshot, simdEngine(candidates > REGION_MOST ? instantiateRoomyKernel : instantiateKernel))
}

/** An adult who consents: every term of the ranking has something to do. */
function viewerOf(cap: number): Viewer {
  return {
    state: 'member',
    subject: 'viewer-1',
    cap,
    kids: false,
    adult: true,
    pin: false,
    personalize: true,
    entitlements: ['subscription'],
    residence: null,
  }
}

const WHERE: Place = { ...PLACE, anonymizer: null }
/** An isolate keeps the region's list for as long as it is the newest. */
const NOTHING_DENIED = DenyList.NONE

/** Field by field: a spread costs microseconds, which would count as the product's. */
export function decisionRequest(snapshot: Snapshot, asked: Asked, now: number, placements = 1): DecisionRequest {
  const { surface, count, cap, device, codecs, maxHeight, language } = asked
  const context = deriveContext(snapshot.rules, {
    place: WHERE,
    viewer: viewerOf(cap),
    hints: {
      device,
      codecs,
      maxHeight,
      language,
      autoplayOff: false,
      saveData: false,
      reducedMotion: false,
      globalPrivacyControl: false,
      kids: false,
      maxAge: null,
    },
    now,
  })
  return requestOf({
    context,
    placements: Array.from({ length: placements }, (_, index) => ({
      id: `${surface}-${index}`,
      surface,
      count,
      titleId: null,
      inView: null,
      row: null,
    })),
    denies: NOTHING_DENIED,
  })
}

/** Decides; how many picks there are in all placements. */
export function decided(opened: OpenedSnapshot, request: DecisionRequest): number {
  let picks = 0
  for (const decision of decide(opened, request)) picks += decision.picks.length
  return picks
}

/** The numbers of the candidates that every gate lets pass, ascending. */
export function eligibleCandidates(opened: OpenedSnapshot, request: DecisionRequest): readonly number[] {
  const [placement] = request.placements
  const { context } = request
  const { denies } = opened.denies(request.denies, context)
  const input = placement === undefined ? null : gateInput(opened.snapshot, { context, denies }, placement)
  if (input === null) return []
  const passed: number[] = []
  eligible(input, request.counts).verdicts.forEach((verdict, candidate) => {
    if (verdict === PASSED) passed.push(candidate)
  })
  return passed
}

/** The same request, as the naive contenders take it. */
export function naiveRequest(snapshot: Snapshot, asked: Asked, now: number): NaiveRequest {
  const { cap, device, codecs, maxHeight, language } = asked
  const surface = snapshot.rules.surfaces.find(({ id }) => id === asked.surface)
  if (!surface) throw new Error(`the rules have no surface ${asked.surface}`)
  return {
    ...{ now, minuteOfWeek: minuteOfWeek(now, PLACE.timeZone), surface, cap },
    ...{ device, codecs, maxHeight, language, entitlements: ['subscription'] },
  }
}
