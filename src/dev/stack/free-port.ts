import { createServer } from 'node:net'
import { portHolder } from './port-holder.ts'

/** A port that nobody listens on, on loopback: the asked one, or for 0 any. Rejects when it is taken. */
export function claimPort(flag: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const holder = error.code === 'EADDRINUSE' ? portHolder(port) : null
      const taken = holder === null ? 'is taken' : `is taken by ${holder}`
      const why = error.code === 'EADDRINUSE' ? taken : `cannot be used (${error.code})`
      reject(new Error(`port ${port} ${why}; stop what uses it, or choose another with ${flag} (0: any free one)`))
    })
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port))
    })
  })
}
