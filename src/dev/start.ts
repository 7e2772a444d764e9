import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { placeOf } from '../rules/lookup/place-table.ts'
import { bundleWorkers, ROOT } from './stack/bundle-workers.ts'
import { fill, servesAlready, tellWhatStays } from './stack/fill-stack.ts'
import { claimPort } from './stack/free-port.ts'
import { keptBundles } from './stack/kept-bundles.ts'
import { onLauncherGone } from './stack/launcher.ts'
import type { LocalStack } from './stack/local-stack.ts'
import { takeOver } from './stack/running-stack.ts'
import { warmEdge } from './stack/warm-edge.ts'

const HELP = `npm start [-- options]     the whole system on this machine: both Workers, KV, queue, scheduling store

  --port N        the device API's port (8787; 0: any free one)
  --ops-port N    the ops API's and device lab's port (8788; 0: any free one)
  --country CC    where every request comes from, e.g. DE (without it: an unknown place)
  --state DIR     where keys, store and KV are kept (.firstframe)
  --fresh         drop the state first
  --empty         no schedule, nothing published: the edge answers from its bundled baseline
  --help          this text

REDIS_URL=redis://… puts a real Redis behind the store's door. Ctrl-C ends everything; when the runtime of
the Workers ends by itself, so does this, with exit code 1.
`

/** An error in the command line. */
class UsageError extends Error {}

interface StartOptions {
  readonly port: number
  readonly opsPort: number
  readonly country: string | null
  readonly state: string
  readonly fresh: boolean
  readonly empty: boolean
}

function readOptions(args: readonly string[]): StartOptions | 'help' {
  const { values } = parsed(args)
  if (values.help) return 'help'
  const country = values.country ?? null
  if (country !== null && placeOf(country).territory !== country) {
    throw new UsageError(`--country ${country} is no ISO country code; use one like DE`)
  }
  const port = portOf('--port', values.port ?? '8787')
  const opsPort = portOf('--ops-port', values['ops-port'] ?? '8788')
  if (port === opsPort && port !== 0) throw new UsageError(`--port and --ops-port are both ${port}; they must differ`)
  return {
    port,
    opsPort,
    country,
    state: resolve(values.state ?? process.env.FF_STATE ?? '.firstframe'),
    fresh: values.fresh ?? false,
    empty: values.empty ?? false,
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'ops-port': { type: 'string' },
        country: { type: 'string' },
        state: { type: 'string' },
        fresh: { type: 'boolean' },
        empty: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function portOf(flag: string, text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new UsageError(`${flag} ${text} is no port; use a number from 0 to 65535`)
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options === 'help') {
    process.stdout.write(HELP)
    return
  }
  const ending = endingOnSignals()
  // Checked before anything is dropped or built, so that a failure does not harm a running stack.
  for (const pid of await takeOver(options.state))
    console.log(`Ended process ${pid}, which a stack that was killed had left`)
  await claimPort('--port', options.port)
  await claimPort('--ops-port', options.opsPort)
  if (options.fresh) await rm(options.state, { recursive: true, force: true })
  console.log('Bundling both workers …')
  const bundles = await keptBundles(ROOT, () => bundleWorkers(join(options.state, 'bundles')))
  const redisUrl = process.env.REDIS_URL
  // Imported late, so that a wrong flag is reported at once and not after seconds.
  const { startLocalStack } = await import('./stack/local-stack.ts')
  const stack = await startLocalStack({
    folder: options.state,
    bundles,
    port: options.port,
    opsPort: options.opsPort,
    country: options.country,
    cronEveryMs: options.empty ? 0 : 300_000,
    ...(redisUrl === undefined ? {} : { redisUrl }),
  })
  ending.closes(stack)
  stack.onRuntimeGone(() => {
    console.error('The runtime of the Workers (workerd) has ended, so nothing answers any more: npm start begins again')
    process.exit(1)
  })
  if (options.empty) await tellWhatStays(stack)
  else {
    const serves = await servesAlready(stack)
    if (!serves) await fill(stack, Date.now())
    await warmEdge(stack.edgeUrl)
    if (serves) fillBehind(stack, ending)
  }
  announce(stack, options)
}

/** Runs `fill` after the line `ready`: for a large schedule it takes minutes, and meanwhile the old snapshots play. */
function fillBehind(stack: LocalStack, ending: { readonly begun: () => boolean }): void {
  console.log('What was published before plays at once; the schedule is looked at behind it')
  fill(stack, Date.now()).catch((error: unknown) => {
    if (!ending.begun()) console.error(`The schedule was not looked at: ${String(error)}`)
  })
}

function announce(stack: LocalStack, options: StartOptions): void {
  console.log(`
  device API   ${stack.edgeUrl}        (OpenAPI: ${stack.edgeUrl}/openapi.json)
  ops API      ${stack.opsUrl}/ops/v1  (token in ${join(options.state, 'stack.json')})
  device lab   ${stack.opsUrl}/lab     ← open this and a trailer plays
  console      ${stack.opsUrl}/console/sign-in#${stack.opsTokens.ops}
               ${stack.opsUrl}/console/sign-in#${stack.opsTokens.second}  (the second person, who approves)

  curl -s '${stack.edgeUrl}/v1/autoplay?surface=home-hero&device=tv' -H 'X-Debug-Context: country=DE'
`)
  console.log('ready')
}

/**
 * Ends all processes on Ctrl-C, or when npm or the terminal ends, after the reports of devices are stored; a second
 * signal does not wait. It works from the first moment, so that an early Ctrl-C leaves no process behind either.
 */
function endingOnSignals(): { readonly closes: (stack: LocalStack) => void; readonly begun: () => boolean } {
  let running: LocalStack | null = null
  let ending = false
  const end = (): void => {
    if (ending || running === null) process.exit(130)
    ending = true
    running.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  const listen = (): void => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeAllListeners(signal).on(signal, end)
  }
  listen()
  // npm gets the same signal and ends sooner: its end does not count as a second signal.
  onLauncherGone(() => {
    if (!ending) end()
  })
  return {
    closes: (stack) => {
      running = stack
      // Miniflare's own handlers would end the process without waiting.
      listen()
    },
    begun: () => ending,
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(error instanceof UsageError ? 2 : 1)
})
