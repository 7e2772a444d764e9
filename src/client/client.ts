import { type Asking, ask } from './asking/ask.ts'
import { encodingsOf, type PlayableEncoding } from './asking/read-answer.ts'
import { viewerOf } from './asking/viewer.ts'
import type { AskedPlacement, Decision, DecisionsAnswer } from './device-types.ts'
import { fingerprint } from './keeping/fingerprint.ts'
import { createKeeper } from './keeping/keeper.ts'
import { createLastGood } from './keeping/last-good.ts'
import { createSessions } from './keeping/sessions.ts'
import type { HappenedEvent } from './outbox/happened-event.ts'
import { namedOnce } from './outbox/named-once.ts'
import { createOutbox, type Outbox } from './outbox/outbox.ts'
import type { AskOptions, AskOutcome } from './outcome.ts'
import { type ClipSignal, createPlaybackReport, type PlaybackReport } from './playback/playback-report.ts'
import type { ClientSettings } from './settings.ts'

const LAST_GOOD_FOR_MS = 60_000
const CLIPS = 'clips-feed'
/** The edge takes no more of them with one question: the newest say the most. */
const SIGNALS_MAX = 50
/** So many of the newest reports can be told to stop: more items than these play on no screen. */
const PLAYERS_MAX = 50

/** Who plays an item, as far as it can be told to stop. */
interface StoppablePlayer {
  readonly token: string
  readonly position: number
  readonly stop: () => void
}

type Told = (outcome: AskOutcome) => void

/** What one autoplay may be about. */
export interface AutoplayOptions extends AskOptions, Omit<AskedPlacement, 'id' | 'surface' | 'count'> {}

/** Which page of the feed. */
export interface ClipsOptions extends AskOptions {
  readonly limit?: number | undefined
  /** A shared clip to open the feed with. */
  readonly asset?: string | undefined
  /** The `cursor` of the page before; left out: the feed begins. */
  readonly cursor?: string | undefined
  /** What the viewer did with items of earlier pages. */
  readonly signals?: readonly ClipSignal[] | undefined
}

/** Asks the edge what plays, and tells it what happened. Nothing here throws; each `done` is called once. */
export interface DeviceClient {
  /** One placement, which is named like its surface. */
  autoplay(surface: AskedPlacement['surface'], options: AutoplayOptions, done: Told): Asking
  /** All placements of one screen. */
  decisions(placements: readonly AskedPlacement[], options: AskOptions, done: Told): Asking
  /** A page of the clips feed, whose placement is `clips-feed`. */
  clips(options: ClipsOptions, done: Told): Asking
  /** The encodings of an item that this device plays, the best first. */
  encodings(item: Decision): readonly PlayableEncoding[]
  /**
   * Tells of the playback of one item of an outcome; its token is enough, where a server has asked for the page.
   *
   * @param onStop called once if the item was withdrawn before it began: the player must stop it and play the next
   */
  report(
    outcome: { readonly answer: Pick<DecisionsAnswer, 'token'> | null },
    item: Decision,
    onStop?: () => void,
  ): PlaybackReport
  readonly outbox: Outbox
  /** Sessions and answers are forgotten, as when somebody signs out; events still go out. */
  forget(): void
}

export function createClient(settings: ClientSettings): DeviceClient {
  const { clock, storage, onEvent, lastGoodForMs = LAST_GOOD_FOR_MS } = settings
  const keeper = createKeeper(storage)
  const sessions = createSessions(keeper, fingerprint(viewerOf(null, 0)))
  const lastGood = createLastGood(keeper, clock, lastGoodForMs)
  let players: readonly StoppablePlayer[] = []
  const outbox = createOutbox(settings, keeper, ({ token, position }) => {
    for (const player of players) if (player.token === token && player.position === position) player.stop()
  })
  const asker = { settings, sessions, lastGood }
  return {
    autoplay: (surface, options, done) => {
      const { titleId, inView, row } = options
      const fields = { surface, titleId, inView, row }
      return ask(asker, { path: '/v1/autoplay', method: 'GET', fields, placements: [surface] }, options, done)
    },
    decisions: (placements, options, done) => {
      const ids = placements.map(({ id }) => id)
      const fields = { placements }
      return ask(asker, { path: '/v1/decisions', method: 'POST', fields, placements: ids }, options, done)
    },
    clips: (options, done) => {
      const { cursor, limit, asset, signals = [] } = options
      const isPage = cursor !== undefined
      const { token, entries } = namedOnce(signals.slice(-SIGNALS_MAX))
      const fields = isPage ? { cursor, limit, token, signals: entries } : { limit, asset }
      const method = isPage ? 'POST' : 'GET'
      return ask(asker, { path: '/v1/clips', method, fields, placements: [CLIPS] }, { ...options, isPage }, done)
    },
    encodings: (item) => encodingsOf(item, settings.canPlay),
    report: ({ answer }, item, onStop) => {
      const add = (event: HappenedEvent): void => {
        onEvent?.(event, item)
        outbox.add(event)
      }
      const token = answer === null ? null : answer.token
      const report = createPlaybackReport({ clock, token, item, add })
      const stop = (): void => {
        report.stopped()
        onStop?.()
      }
      if (token !== null) players = players.concat({ token, position: item.position, stop }).slice(-PLAYERS_MAX)
      return report
    },
    outbox,
    forget: () => {
      sessions.clear()
      lastGood.clear()
    },
  }
}
