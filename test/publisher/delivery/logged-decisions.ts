import type { Viewer } from '../../../src/decide/context/context.ts'
import { deriveContext } from '../../../src/decide/context/derive-context.ts'
import { decisionRequest } from '../../../src/decide/decision-request.ts'
import { ANYBODY } from '../../../src/decide/matrix/matrix-viewers.ts'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import { livePointer, openLiveHead } from '../../../src/publisher/announce/live-region.ts'
import { logLine } from '../../../src/replay/log-line.ts'
import { keepDecision } from '../../../src/schedule/reports/decision-lines.ts'
import type { PublisherWorld } from '../publisher-world.ts'
import { decisionIdOf } from '../queue/device-events.ts'

const HINTS = {
  ...{ device: null, codecs: [], maxHeight: null, language: null, autoplayOff: false, saveData: false },
  ...{ reducedMotion: false, globalPrivacyControl: false, kids: false, maxAge: null },
}

/** What is logged of decisions on the hero in Germany. */
export interface LoggedDecisions {
  readonly from: number
  readonly count: number
  readonly viewer?: Viewer
  /** What is written instead of a line, such as a sealed one. */
  readonly line?: string
}

/** Logs decisions, a minute apart, the newest just now; each stands for ten. */
export async function logDecisions(
  world: PublisherWorld,
  { from, count, viewer, line }: LoggedDecisions,
): Promise<void> {
  const { publisher } = world
  const pointer = await livePointer('dach', publisher)
  if (pointer === null) throw new Error('publish first')
  const snapshot = await openLiveHead(pointer, publisher.sink)
  for (let index = 0; index < count; index += 1) {
    const at = world.clock.now - index * 60_000
    const decisionId = decisionIdOf(from + index)
    const place = { country: 'DE', regionCode: null, timeZone: 'Europe/Berlin', anonymizer: null }
    const context = deriveContext(snapshot.rules, { place, viewer: viewer ?? ANYBODY, hints: HINTS, now: at })
    const placements = [{ id: 'hero', surface: 'home-hero', count: 1, titleId: null, inView: null, row: null } as const]
    const request = decisionRequest({ context, placements, denies: DenyList.NONE, seed: decisionId })
    const described = { id: 's', sequence: 1, ageSeconds: 0, rung: 'fresh', baseline: null } as const
    const made = { decisionId, region: 'dach', at, snapshot, described, request, mediaOrigin: '' } as const
    const more = { leftOut: new Set<number>(), attempt: 0, ended: null, outcome: null, fault: null }
    const written = logLine({ ...made, ...more }, { because: 'sampled', weight: 10, skipped: 0 })
    const kept = { decisionId, region: 'dach', at, line: line ?? JSON.stringify(written) } as const
    await keepDecision(publisher.redis, kept, world.clock.now)
  }
}
