import { join } from 'node:path'
import { type Request as MiniflareRequest, Response as MiniflareResponse, type WorkerOptions } from 'miniflare'
import type { EventSink } from '../../publisher/queue/event-sink.ts'
import { serveMedia } from '../media-route.ts'
import { pipelineOptions } from './analytics/pipeline-binding.ts'
import { type Bundles, modulesOf, ROOT, type WorkerSettings } from './bundle-workers.ts'
import { producerOptions } from './queues/queue-producer.ts'
import type { StackQueues } from './queues/stack-queues.ts'
import { LOCAL_ISSUER, type StackKeys, unitKeysText } from './stack-keys.ts'

/** Settings of the local stack's Workers that are not in `wrangler.toml`. */
export interface LocalSettings {
  readonly port: number
  readonly opsPort: number
  readonly storeUrl: string
  readonly country: string | null
  /** Ed25519 public key of the viewer tokens, as `[{kid, x}]`. */
  readonly viewerPublicKeys: string
}

const MEDIA_FOLDERS = { '/media/': join(ROOT, 'src', 'dev', 'demo', 'media') }

/** The lab's country without `--country`: an unknown place never autoplays. */
const LAB_COUNTRY = 'DE'

/** The local edge reads pointers every so many milliseconds, so that a publish takes effect at once. */
const LOCAL_POINTER_REFRESH_MS = '250'

/** What of this process the Workers reach. */
interface StackDoors {
  readonly queues: Pick<StackQueues, 'named'>
  readonly sink: EventSink
  /** Tokens of the lab's invented viewers, by their names. */
  readonly labViewers: () => Promise<Readonly<Record<string, string>>>
}

/** Both Workers for one Miniflare: the deployable bundles and `wrangler.toml`, with local keys, queues, sink and sockets. */
export function workersOptions(
  bundles: Bundles,
  keys: StackKeys,
  settings: LocalSettings,
  { queues, sink, labViewers }: StackDoors,
): WorkerOptions[] {
  const { queueProducers, ...edge } = bundles.edge.settings
  const producers = producedQueues(queueProducers).map(([binding, queue]) => ({
    binding,
    scriptName: `edge-${binding.toLowerCase()}`,
    queue: queues.named(queue),
  }))
  const { pipelines: _deployed, ...publisher } = bundles.publisher.settings
  const { kid, jwk } = keys.snapshot
  const unitKeys = unitKeysText(keys)
  return [
    {
      ...edge,
      name: 'edge',
      modules: modulesOf(bundles.edge),
      unsafeDirectSockets: [{ host: '127.0.0.1', port: settings.port }],
      serviceBindings: { MEDIA: media },
      wrappedBindings: Object.fromEntries(producers.map(({ binding, scriptName }) => [binding, { scriptName }])),
      bindings: {
        ...edge.bindings,
        DEBUG_CONTEXT: 'on',
        ...(settings.country === null ? {} : { DEBUG_COUNTRY: settings.country }),
        // Locally, every decision is logged, and unencrypted, so that a developer can read it.
        DECISION_LOG_RATE: '1',
        DECISION_LOG_PUBLIC_KEY: '',
        POINTER_REFRESH_MS: LOCAL_POINTER_REFRESH_MS,
        SNAPSHOT_PUBLIC_KEYS: JSON.stringify([{ kid, x: jwk.x }]),
        VIEWER_PUBLIC_KEYS: settings.viewerPublicKeys,
        VIEWER_ISSUER: LOCAL_ISSUER,
        SESSION_KEYS: JSON.stringify([{ kid: 'local', key: keys.sessionKey }]),
        DECISION_KEYS: JSON.stringify([{ kid: 'local', key: keys.decisionKey }]),
        UNIT_KEYS: unitKeys,
        PROFILE_REDIS_REST_URL: settings.storeUrl,
        PROFILE_REDIS_REST_TOKEN: keys.profileToken,
      },
    },
    ...producers.map(({ scriptName, queue }) => producerOptions(scriptName, queue)),
    pipelineOptions('publisher-analytics', sink),
    {
      ...publisher,
      name: 'publisher',
      modules: modulesOf(bundles.publisher),
      unsafeDirectSockets: [{ host: '127.0.0.1', port: settings.opsPort }],
      wrappedBindings: { ANALYTICS: { scriptName: 'publisher-analytics' } },
      serviceBindings: { LAB_VIEWERS: async () => MiniflareResponse.json(await labViewers()) },
      bindings: {
        ...publisher.bindings,
        UPSTASH_REDIS_REST_URL: settings.storeUrl,
        UPSTASH_REDIS_REST_TOKEN: keys.storeToken,
        SNAPSHOT_SIGNING_KEY: JSON.stringify(jwk),
        SNAPSHOT_KEY_ID: kid,
        SNAPSHOT_PUBLIC_KEYS: JSON.stringify([{ kid, x: jwk.x }]),
        UNIT_KEYS: unitKeys,
        // Without Cloudflare Access, two tokens stand for two persons.
        ACCESS_TEAM_DOMAIN: '',
        ACCESS_AUDIENCE: '',
        OPS_TOKEN: keys.opsToken,
        OPS_SECOND_TOKEN: keys.secondToken,
        ...(settings.country === null ? { LAB_COUNTRY } : {}),
        WAVE_BAKE_MINUTES: '0',
        // Locally, every event counts.
        STATS_RATE: '1',
        // Nothing else sets these: deployed, a feed is fetched from public addresses alone, and who asks why signs in.
        FEED_LOOPBACK: 'on',
        LAB_EXPLAINS: 'on',
        EDGE_URL: settings.port === 0 ? '' : `http://127.0.0.1:${settings.port}`,
      },
    },
  ]
}

/** Every binding by which a Worker sends to a queue, with the queue's name. */
function producedQueues(producers: WorkerSettings['queueProducers'] = {}): readonly (readonly [string, string])[] {
  if (Array.isArray(producers)) throw new Error('wrangler gives the producers of queues by their bindings')
  const named = Object.entries<string | { readonly queueName: string }>(producers)
  return named.map(([binding, queue]) => [binding, typeof queue === 'string' ? queue : queue.queueName])
}

async function media(request: MiniflareRequest): Promise<MiniflareResponse> {
  const answer = await serveMedia(
    new Request(request.url, { method: request.method, headers: [...request.headers] }),
    MEDIA_FOLDERS,
  )
  return new MiniflareResponse(answer.body as ConstructorParameters<typeof MiniflareResponse>[0], {
    status: answer.status,
    headers: [...answer.headers],
  })
}
