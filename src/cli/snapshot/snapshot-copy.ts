import { cloudflareAccount, kvRestSink } from '../../kv/kv-rest-sink.ts'
import { answer, count, shortHash } from '../frame/output.ts'
import { withProgress } from '../frame/progress.ts'
import { EXIT, Refusal, UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { wholeNumber } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { safeAddress, safeToken } from '../ops/connection.ts'
import { openOps } from '../ops/ops-client.ts'
import { REGION_ARGUMENT, regionNamed } from '../publish/steering.ts'
import { type Copied, copyRegion } from './copy/copy-region.ts'
import type { Target } from './copy/read-back.ts'

const TIMEOUT_SECONDS = 60

interface Asked {
  readonly 'to-account'?: string
  readonly namespace: string
  readonly timeout?: string
}

/** The target namespace. The token comes only from the environment, and no message contains it. */
function targetOf(shell: Shell, asked: Asked): Target {
  const { CLOUDFLARE_API_TOKEN: token, FF_KV_BASE_URL: other } = shell.environment
  const seconds = wholeNumber('--timeout', asked.timeout, 1, 600) ?? TIMEOUT_SECONDS
  const account = asked['to-account']
  if (!other && account === undefined) {
    throw new UsageError(
      '--to-account is missing',
      'the account’s id, 32 hex digits; or FF_KV_BASE_URL for another door',
    )
  }
  if (!token) {
    throw new Refusal(
      'CLOUDFLARE_API_TOKEN is not set',
      'a token with "Workers KV Storage: Edit" on the target’s account',
    )
  }
  const patience = { now: shell.now, wait: shell.wait, random: shell.random }
  const sink = kvRestSink({
    baseUrl: other ? safeAddress('FF_KV_BASE_URL', other) : cloudflareAccount(idOf('--to-account', account ?? '')),
    namespace: idOf('--namespace', asked.namespace),
    token: safeToken('CLOUDFLARE_API_TOKEN', token),
    fetch: shell.fetch,
    patience,
    timeoutMs: seconds * 1000,
  })
  return { sink, patience }
}

function idOf(flag: string, typed: string): string {
  if (/^[0-9a-f]{32}$/.test(typed)) return typed
  throw new UsageError(`${flag} is "${typed}"`, 'its id, 32 hex digits, as the dashboard or wrangler shows it')
}

const POINTER_WORDS = {
  announced: 'announced',
  unchanged: 'announced there already',
  'not-live': 'not announced, because the region does not announce it',
} as const

function lines({ region, snapshot, values, takedowns, pointer }: Copied): string[] {
  const read = `${values.verified} values read back, ${values.written} of them written (${count(values.bytesWritten)} bytes)`
  return [
    `${region} ${shortHash(snapshot)}: ${read}`,
    `${POINTER_WORDS[pointer.outcome]}: pointer ${pointer.sequence}, takedown list ${takedowns.sequence}`,
  ]
}

/** Copies what a region announces into another namespace, byte for byte. */
export const snapshotCopy = defineVerb({
  name: 'snapshot copy',
  description: 'Copy signed snapshots into another KV namespace by REST, read every value back, announce last',
  example: `snapshot copy dach --to-account ${'0'.repeat(32)} --namespace ${'1'.repeat(32)}`,
  args: {
    region: REGION_ARGUMENT,
    id: { type: 'positional', required: false, description: 'Another snapshot; only its values are copied' },
    'to-account': { type: 'string', description: 'Id of the target’s account (Cloudflare)', valueHint: 'id' },
    namespace: { type: 'string', required: true, description: 'Id of the target’s KV namespace', valueHint: 'id' },
    timeout: { type: 'string', description: 'Longest time for a request, in seconds (60)', valueHint: '60' },
  },
  run: async (args, shell) => {
    const region = regionNamed(args.region)
    const target = targetOf(shell, args)
    const ops = await openOps(shell)
    const copied = await withProgress(shell, 'copy', null, async (shown) => {
      const order = { ops, region, id: args.id, target, now: shell.now() }
      const done = await copyRegion({ ...order, shown: (verified) => shown.to(verified, 'values') })
      shown.ends('every value reads back')
      return done
    })
    answer(shell, copied, lines(copied))
    return EXIT.done
  },
})
