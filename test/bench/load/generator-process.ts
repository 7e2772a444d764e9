import { fork } from 'node:child_process'
import { join } from 'node:path'
import { ended } from '../workerd/serve.ts'
import type { Burst } from './raw-client.ts'

/** Load from another process. */
export interface Generator {
  /** @throws Error when anything but a 200 came back: a bench that measures refusals measures nothing */
  fire(target: Target, concurrency: number, durationMs: number): Promise<Burst>
  close(): Promise<void>
}

/** Where load goes to. */
export interface Target {
  readonly port: number
  readonly requests: readonly string[]
}

export function startGenerator(): Generator {
  const child = fork(join(import.meta.dirname, 'generator.ts'), { execArgv: ['--import', 'tsx'] })
  const told: Target[] = []
  return {
    fire: async (target, concurrency, durationMs) => {
      const order = { port: target.port, concurrency, durationMs }
      const requests = told.includes(target) ? null : target.requests
      if (requests !== null) told.push(target)
      const burst = await new Promise<Burst>((resolve, reject) => {
        const lost = () => reject(new Error('the load generator ended'))
        child.once('exit', lost)
        child.once('message', (answer: Burst) => {
          child.off('exit', lost)
          resolve(answer)
        })
        child.send({ ...order, target: told.indexOf(target), requests })
      })
      if (burst.problem !== null) throw new Error(burst.problem)
      return burst
    },
    close: () => ended(child),
  }
}
