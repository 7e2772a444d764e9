import { createServer } from 'node:net'
import { portHolder } from './port-holder.ts'

/** How long a port may be taken without a holder, in milliseconds: it is being closed, which a busy machine delays. */
const CLOSING_MS = 5_000
const POLL_MS = 50

/** A free port on loopback: the requested one, or any for 0. Rejects when it is taken, and says by which process. */
export async function claimPort(flag: string, port: number): Promise<number> {
  for (let waited = 0; ; waited += POLL_MS) {
    const claimed = await listenOnce(port)
    if ('port' in claimed) return claimed.port
    const holder = claimed.code === 'EADDRINUSE' ? portHolder(port) : null
    if (claimed.code === 'EADDRINUSE' && holder === null && waited < CLOSING_MS) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      continue
    }
    const taken = holder === null ? 'is taken' : `is taken by ${holder}`
    const why = claimed.code === 'EADDRINUSE' ? taken : `cannot be used (${claimed.code})`
    throw new Error(`port ${port} ${why}; stop what uses it, or choose another with ${flag} (0: any free one)`)
  }
}

function listenOnce(port: number): Promise<{ readonly port: number } | { readonly code: string | undefined }> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', ({ code }: NodeJS.ErrnoException) => resolve({ code }))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve({ port: typeof address === 'object' && address !== null ? address.port : port }))
    })
  })
}
