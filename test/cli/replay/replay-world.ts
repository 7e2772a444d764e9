import { answerBody } from '../../../src/answer/answer-body.ts'
import { openBaseline } from '../../../src/baseline/baseline.ts'
import { BASELINE_SHA256 } from '../../../src/baseline/generated/baseline-shards.ts'
import type { Placement } from '../../../src/decide/context/context.ts'
import { decide } from '../../../src/decide/decide.ts'
import { DecisionLog, occasionOf } from '../../../src/edge/decision-log.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import type { DecisionLogLine } from '../../../src/model/messages/decision-log.ts'
import { requestFor } from '../../decide/catalogue.ts'
import { opened } from '../../decide/opened.ts'
import { plainLine } from '../../edge/replay/replay-world.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { deliver, eventsContext } from '../../publisher/queue/deliver.ts'
import { asset, campaign, title } from '../../publisher/records.ts'
import { type Ended, ffInside } from '../command-line.ts'

/** A deployment with a published region, decisions that it logged, and the command line that points at it. */
export interface ReplayWorld {
  readonly publisher: PublisherWorld
  readonly snapshot: Snapshot
  /** Decides, and logs: the line that came of it. */
  decide(number: number, placements: readonly Placement[]): Promise<DecisionLogLine>
  ff(...args: string[]): Promise<Ended>
}

export const idOf = (number: number) => number.toString(16).padStart(32, '0')

/** So many tiles, each with its own id. */
export const tiles = (count: number): readonly Placement[] =>
  Array.from({ length: count }, (_, at) => ({
    ...{ id: `tile-${at}`, surface: 'browse-tile' as const, count: 1, titleId: null, inView: null, row: null },
  }))

const NAMES = Array.from({ length: 12 }, (_, at) => `film-${at}`)

export async function startReplayWorld(): Promise<ReplayWorld> {
  const publisher = await startPublisherWorld()
  const surfaces = ['home-hero', 'browse-tile']
  await publisher.ingest(...NAMES.map((name) => title(name)), ...NAMES.map((name) => asset(name)))
  await publisher.ingest(campaign('main', NAMES, { surfaces }))
  await publisher.publish()
  const view = await publisher.edge()
  if (view === null) throw new Error('nothing is live')
  const { snapshot } = view
  const log = new DecisionLog({ rate: 1, key: null })
  return {
    publisher,
    snapshot,
    async decide(number, placements) {
      const message = await recorded(log, madeOf(snapshot, number, placements))
      if (message === null) throw new Error('it was not logged')
      await deliver(eventsContext(publisher.publisher), [message])
      return plainLine(message)
    },
    ff: (...args) => ffInside(args, DEPLOYMENT, fetcherOf(publisher)),
  }
}

export const DEPLOYMENT = { FF_OPS_URL: 'https://ops.example.com', FF_OPS_TOKEN: OPS_TOKEN }

/** The publisher's own app, as if it were deployed; `spoil` changes what it answers on the way. */
export function fetcherOf(
  { app, environment }: PublisherWorld,
  spoil: (path: string, answer: Response) => Response | Promise<Response> = (_path, answer) => answer,
): typeof fetch {
  return async (input, init) => {
    const { pathname, search } = new URL(String(input))
    const headers = new Headers(init?.headers)
    return spoil(pathname, await app.request(pathname + search, { headers }, environment))
  }
}

function madeOf(snapshot: Snapshot, number: number, placements: readonly Placement[]) {
  const decisionId = idOf(number)
  const baseline = snapshot.id === 'baseline'
  const described = {
    ...{ id: snapshot.id, sequence: baseline ? 0 : 1, ageSeconds: 3 },
    rung: baseline ? ('baseline' as const) : ('fresh' as const),
  }
  const request = requestFor(snapshot, {}, { placements, seed: decisionId })
  const decisions = decide(opened(snapshot), request)
  const answered = {
    decisionId,
    snapshot,
    context: request.context,
    decisions,
    described,
    mediaOrigin: '',
    ended: null,
  }
  return {
    ...{ decisionId, region: 'dach' as const, at: Date.UTC(2026, 10, 22, 12) + number, snapshot },
    described: { ...described, baseline: baseline ? BASELINE_SHA256 : null },
    ...{
      takedownsSequence: 1,
      request,
      leftOut: new Set<number>(),
      attempt: 0,
      mediaOrigin: '',
      ended: null,
      fault: null,
    },
    outcome: { body: answerBody(answered), decisions },
  }
}

const recorded = (log: DecisionLog, made: ReturnType<typeof madeOf>) => log.record(occasionOf(made), () => made)

/** A line of an answer that the bundled baseline gave. */
export async function baselineLine(number: number): Promise<DecisionLogLine> {
  const message = await recorded(new DecisionLog({ rate: 1, key: null }), madeOf(openBaseline(), number, tiles(2)))
  if (message === null) throw new Error('it was not logged')
  return plainLine(message)
}
