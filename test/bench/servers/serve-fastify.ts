import { fork } from 'node:child_process'
import { join } from 'node:path'
import { ended, type Served } from '../workerd/serve.ts'

/** Starts Fastify with a naive schedule from a file. */
export async function serveFastify(schedulePath: string): Promise<Served> {
  const script = join(import.meta.dirname, 'fastify-objects.ts')
  const child = fork(script, [schedulePath], { execArgv: ['--import', 'tsx'] })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)))
    child.once('exit', (code) => reject(new Error(`Fastify ended with code ${code}`)))
  })
  return { port, pid: child.pid ?? 0, kvReads: null, close: () => ended(child) }
}
