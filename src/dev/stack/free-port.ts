import { createServer } from 'node:net'
import { portHolder } from './port-holder.ts'

/** How long a port may be taken without a holder, in milliseconds: it is being closed, which a busy machine delays. */
const CLOSING_MS = 5_000
const POLL_MS = 50

/**
 * Where "any free port" is looked for. The system hands out ports from 32768 on (49152 on other systems than Linux) to
 * every connection that goes out and everyone who listens on port 0. One of those could be given to another process
 * between the look here and the moment when the runtime listens, seconds later.
 */
const UNASSIGNED = { from: 20_000, to: 32_768 }
const TRIES = 100

/** A free port on loopback: the requested one, or any for 0. Rejects when it is taken, and says by which process. */
export async function claimPort(flag: string, port: number): Promise<number> {
  if (port === 0) return anyFreePort()
  for (let waited = 0; ; waited += POLL_MS) {
    const refusal = await listenOnce(port)
    if (refusal === null) return port
    const holder = refusal === 'EADDRINUSE' ? portHolder(port) : null
    if (refusal === 'EADDRINUSE' && holder === null && waited < CLOSING_MS) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      continue
    }
    const taken = holder === null ? 'is taken' : `is taken by ${holder}`
    const why = refusal === 'EADDRINUSE' ? taken : `cannot be used (${refusal})`
    throw new Error(`port ${port} ${why}; stop what uses it, or choose another with ${flag} (0: any free one)`)
  }
}

async function anyFreePort(): Promise<number> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const port = UNASSIGNED.from + Math.floor(Math.random() * (UNASSIGNED.to - UNASSIGNED.from))
    if ((await listenOnce(port)) === null) return port
  }
  throw new Error(`no free port was found between ${UNASSIGNED.from} and ${UNASSIGNED.to}`)
}

/** Listens for a moment; null: that went well, else the system's code of what refused it. */
function listenOnce(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'unknown'))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(null)))
  })
}
