import { rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Log, LogLevel, Miniflare } from 'miniflare'
import type { EventSink } from '../../publisher/queue/event-sink.ts'
import { childrenOf, identityOf, type ProcessIdentity, stillRuns } from '../processes.ts'
import { startStoreDoor } from '../store/door-server.ts'
import { PROFILE_READER } from '../store/door-tokens.ts'
import { openStore } from '../store/open-store.ts'
import { NdjsonSink } from './analytics/ndjson-sink.ts'
import type { Bundles } from './bundle-workers.ts'
import { claimPort } from './free-port.ts'
import { labViewerTokens } from './lab-viewers.ts'
import { drainContext } from './queues/drain-context.ts'
import { StackQueues } from './queues/stack-queues.ts'
import { stackKeys } from './stack-keys.ts'
import { openStateFolder } from './state-folder.ts'
import { workersOptions } from './workers-options.ts'

/** How often it is looked whether the runtime still runs. */
const LOOK_EVERY_MS = 1_000

export interface StackOptions {
  readonly folder: string
  readonly bundles: Bundles
  /** 0: any free port. */
  readonly port: number
  readonly opsPort: number
  /** ISO code of the country that every request seems to come from; null: unknown place. */
  readonly country: string | null
  /** `redis://…` instead of the embedded store. */
  readonly redisUrl?: string
  /** How often the publisher's cron fires; 0: never. */
  readonly cronEveryMs: number
  /** Stands before the sink, to make it fail. */
  readonly sinkOver?: (sink: EventSink) => EventSink
}

/** A running local stack. */
export interface LocalStack {
  readonly edgeUrl: string
  readonly opsUrl: string
  readonly opsToken: string
  /** The same and a second person's: `ff --as second`. */
  readonly opsTokens: { readonly ops: string; readonly second: string }
  readonly miniflare: Miniflare
  /** Calls once, when the runtime of the Workers has ended before the stack was closed: nothing answers any more. */
  onRuntimeGone(gone: () => void): void
  close(): Promise<void>
}

/**
 * Starts both Workers in one Miniflare, and the scheduling store, from this process, on loopback. The state folder
 * contains everything: keys, store and KV. At the end, the queues are drained into the store and the sink.
 */
export async function startLocalStack(options: StackOptions): Promise<LocalStack> {
  await openStateFolder(options.folder)
  const { keys, viewer } = await stackKeys(options.folder)
  const port = await claimPort('--port', options.port)
  const opsPort = await claimPort('--ops-port', options.opsPort)
  const redis = options.redisUrl === undefined ? {} : { redisUrl: options.redisUrl }
  const store = await openStore({ directory: join(options.folder, 'store'), ...redis })
  const tokens = [
    { token: keys.storeToken, allow: 'everything' as const },
    { token: keys.profileToken, allow: PROFILE_READER },
  ]
  const door = await startStoreDoor({ backend: store, tokens, port: 0 })
  const ndjson = await NdjsonSink.open({
    folder: join(options.folder, 'analytics', 'events'),
    start: `${new Date().toISOString().replaceAll(/[-:.]/g, '')}-${process.pid}`,
  })
  const sink = options.sinkOver?.(ndjson) ?? ndjson
  const queues = new StackQueues(options.bundles.publisher.settings, options.folder)
  const persist = (name: string): string => join(options.folder, name)
  const miniflare = new Miniflare({
    workers: workersOptions(
      options.bundles,
      keys,
      {
        port,
        opsPort,
        storeUrl: door.url,
        country: options.country,
        viewerPublicKeys: JSON.stringify([{ kid: viewer.kid, x: viewer.jwk.x }]),
      },
      { queues, sink, labViewers: () => labViewerTokens(viewer, Date.now()) },
    ),
    cf: false,
    log: new Log(LogLevel.WARN),
    kvPersist: persist('kv'),
    cachePersist: persist('cache'),
  })
  const before = new Set(childrenOf(process.pid).map(({ pid }) => pid))
  await miniflare.ready
  await queues.consumedBy(miniflare)
  // The runtime is a separate process, which goes on when this one is killed.
  const workers = childrenOf(process.pid).filter(({ pid }) => !before.has(pid))
  const cron = options.cronEveryMs === 0 ? null : startCron(miniflare, options.cronEveryMs)
  const stack = {
    edgeUrl: `http://127.0.0.1:${port}`,
    opsUrl: `http://127.0.0.1:${opsPort}`,
    opsToken: keys.opsToken,
    opsTokens: { ops: keys.opsToken, second: keys.secondToken },
  }
  const stackFile = join(options.folder, 'stack.json')
  await writeFile(stackFile, `${JSON.stringify({ ...stack, ...identityOf(process.pid), workers }, null, 2)}\n`, {
    mode: 0o600,
  })
  const watch = watchOf(workers)
  const forget = (): void => rmSync(stackFile, { force: true })
  // After a second signal, nothing is waited for.
  process.once('exit', forget)
  return {
    ...stack,
    miniflare,
    onRuntimeGone: watch.onGone,
    close: async () => {
      watch.end()
      if (cron !== null) clearInterval(cron)
      forget()
      process.off('exit', forget)
      await miniflare.dispose()
      // No more messages arrive, and the store is still open, so all accepted messages can be counted.
      const written = await queues.drain(drainContext(door.url, keys, sink))
      if (written > 0)
        console.error(`${written} messages of devices could not be stored; the next start sends them again`)
      await door.close()
      await store.close()
    },
  }
}

/** Looks whether processes still run, and tells once when one of them has ended. */
function watchOf(workers: readonly ProcessIdentity[]) {
  let looking: NodeJS.Timeout | undefined
  const end = (): void => clearInterval(looking)
  const onGone = (gone: () => void): void => {
    looking = setInterval(() => {
      if (workers.every(stillRuns)) return
      end()
      gone()
    }, LOOK_EVERY_MS)
  }
  return { onGone, end }
}

/** Miniflare does not fire crons by itself. */
function startCron(miniflare: Miniflare, everyMs: number): NodeJS.Timeout {
  const fire = async (): Promise<void> => {
    const publisher = await miniflare.getWorker('publisher')
    await publisher.scheduled({ cron: '*/5 * * * *' })
  }
  return setInterval(() => {
    fire().catch((error: unknown) => console.error(`the publisher's cron failed: ${String(error)}`))
  }, everyMs)
}
